"""The item loader of the crawl: takes the finds of a page, and what a portal module adds, and makes the article."""

from itemloaders import ItemLoader

from crawler.reading.items import Article
from crawler.reading.processors import PROCESSORS


class ArticleLoader(ItemLoader):
    """Loads one article by the processors of :data:`crawler.reading.processors.PROCESSORS`.

    A portal's override of ``load`` may add what the generic extraction does not find: single fields take the first
    find, so use ``replace_value`` or ``replace_css`` to overrule it.
    """

    default_item_class = Article


# Every field names its processors: for one that does not, itemloaders asks the item class at each value, which took a
# tenth of an extraction.
for _name, (_clean, _gather) in PROCESSORS.items():
    setattr(ArticleLoader, f"{_name}_in", staticmethod(_clean))
    setattr(ArticleLoader, f"{_name}_out", staticmethod(_gather))
