"""Articles for the tests of the store: invented, the same in every run."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from crawler.copies.fingerprint import Fingerprint, fingerprint
from crawler.reading.items import Article, Credit, Image, LedgerLine
from crawler.storage.store import Store, Stored

NOON = "2024-03-05T12:00:00+00:00"
LATER = "2024-03-05T13:00:00+00:00"
_WORDS = """
    河边 集市 清晨 开张 居民 带着 竹篮 挑选 新鲜 蔬菜 摊主 介绍 今年 雨水 充足 收成 比 往年 多 桥头 修缮 工程 进入 尾声
    工人 铺设 石板 老街 灯笼 重新 点亮 孩子 围着 糖画 师傅 图书馆 延长 开放 时间 志愿者 整理 书架 公交 线路 增加 两站
    方便 学生 回家 博物馆 展出 旧照片 记录 码头 变迁 渔船 归港 汽笛 声声 医院 门诊 搬入 新楼 导诊 员 耐心 解答 农技 站
    派人 下乡 指导 春耕 种子 分发 到户 体育场 跑道 翻新 晨练 的人 多起来 气象 台 提醒 大风 降温 渔民 暂停 出海
"""


def text(seed: object, paragraphs: int = 4) -> str:
    """Paragraphs of about 60 characters; other seeds share no run of six characters worth speaking of."""
    chance = random.Random(str(seed))
    return "\n".join("".join(chance.choices(_WORDS.split(), k=30)) + "。" for _ in range(paragraphs))


def article(seed: object = 1, **fields: Any) -> Article:
    """A complete article with two removed lines; ``fields`` replace single ones."""
    values: dict[str, Any] = {
        "url": f"http://news.example/{seed}.html",
        "portal": "riverside",
        "title": f"河边的消息{seed}",
        "body": text(seed),
        "published_at": "2024-03-05T08:30:00+08:00",
        "section": "本地",
        "breadcrumbs": ["首页", "本地"],
        "source": "河边日报",
        "authors": ["周航"],
        "credits": [Credit("编辑", "林舟")],
        "tags": ["集市", "春天"],
        "images": [Image("http://news.example/1.jpg", "集市")],
        "language": "zh",
        "layout": "2024",
        "ledger": [
            LedgerLine(0, "首页 > 本地", "field", "breadcrumbs"),
            LedgerLine(1, "登录后可以评论", "removed", "login"),
            LedgerLine(2, "正文", "body"),
            LedgerLine(3, "编辑：林舟", "removed", "credit"),
        ],
        **fields,
    }
    return Article(**values)


def fingerprint_of(item: Article) -> Fingerprint:
    """What the pipeline hands over with an article."""
    return fingerprint(item.title, item.body)


def put(store: Store, item: Article, run: int = 1, seen_at: str = NOON, **more: Any) -> Stored:
    """Store ``item`` in run 1, which the fixture ``store`` has opened."""
    return store.put(item, fingerprint_of(item), run=run, seen_at=seen_at, **more)


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """What a consumer sees who has nothing but SQLite."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as reader:
        return reader.execute(sql).fetchall()
