"""Words of credit lines: roles, labels of sources, what outlets are called, what ends a list of names.

Regular expressions in simplified characters; alternatives go from the longest to the shortest, as the first one wins.
"""

from crawler.rules.rule import words

ROLES = words(r"""
    责任编辑|责编|执行编辑|网络编辑|网编|值班编辑|新媒体编辑|本期编辑|本文编辑|见习编辑|实习编辑|图片编辑|视频编辑|流程编辑|美术编辑
    英文编辑|编辑|美编|编审
    内容审核|责任审核|审核|初审|复审|复核|终审|一审|二审|三审|审校|校审|责任校对|校对|审稿|审\s?读|审签|审定|签审|签发|核发|核稿
    值班总编|值班编委|值班主任|值班主编|值班
    执行主编|副主编|主编|总编辑|总编|编委|主任|总监制|监\s?制|监审|总策划|策\s?划|总统筹|统\s?筹|出品人|出品单位|出\s?品|排\s?版|版式
    设\s?计|制\s?图|制\s?作|视觉|海报|漫画
    剪辑|后期|摄像|配音|播音|主播|播报|运营|录入|上传|选稿|组稿|来稿|投稿人|投稿|供稿单位|供稿|供图|翻译|编译|译者|综合整理|文字整理
    整理|整编|撰文|撰稿人|撰稿|执笔人|执笔
    采写|采编|采访|采制|文案|文字|图文|文图|图片|摄\s?影|视频|文/图|图/文|文|图|特约记者|图片记者|摄影记者|首席记者|见习记者|实习记者|本报记者|本网记者
    记\s?者|通讯员|特约评论员|评论员|原作者|作\s?者|实习生
""")
#: Roles whose bearers wrote the article.
AUTHOR_ROLES = (
    r"(?:特约|首席|见习|实习|本报|本网)?(?:记者|記者|作者|原作者|通讯员|通訊員|评论员|評論員|撰文|撰稿人?|执笔人?|執筆人?|采写|採寫|文|文字|文[/／]?图|图[/／]?文|文[/／]?圖|圖[/／]?文"
    r"|文图|图文)(?:[/／、&].*)?|text|texte|texto|authors?|autor|autorin|autoren|auteur|words|story|written|reporting|report|writing|penulis|tekst|текст|автор"
)
#: Roles that are printed without a mark before the name: 编辑 李明.
MARKLESS_ROLES = (
    r"(?:责任编辑|责编|编辑|美编|校对|审核|终审|初审|复审|一审|二审|三审|监\s?制|排\s?版|摄\s?影|文|图|文/图|图/文|图文|撰文|执笔|实习生"
    r"|(?:首席|特约|见习|实习|本报|本网)?(?:记\s?者|通讯员|评论员)|作\s?者|来源|主编|总监制)(?:\s?[/／&、].*)?"
)
SOURCES = words(r"""
    本文来源|稿件来源|信息来源|文章来源|新闻来源|内容来源|资料来源|素材来源|图文来源|消息来源|来稿来源|数据来源|来源|稿源|来自|转自
    转载自|摘自|原载|出处
""")
#: Labels whose values are neither names nor sources; they end the value before them.
STOP_LABELS = words(r"""
    发布时间|发布日期|发表时间|发稿时间|更新时间|更新日期|最后更新|发布|时间|日期|字号|字体|阅读|浏览次数|浏览|点击|分享到|分享|打印
    评论|关键词|标签|所属分类|分类|栏目|频道|点赞|人气|责任声明
    查看|参与互动|收藏|大字|调整|扫一扫|手机看|字级|我要|热度|访问
""")
OUTLET = r"日报|晚报|早报|晨报|商报|时报|快报|都市报|周报|报社|报业|报|新华社|通讯社|社|电视台|电台|广播|台|客户端|新闻网|新闻|网|在线|周刊|杂志|发布|融媒体中心|融媒|信息港|头条|频道|论坛|公众号|观察|传媒"
WRITERS = r"(?:首席|特约|见习|实习|全媒体|融媒体|本报|本网|本台|驻[\u4e00-\u9fff]{2,4})*(?:图片记者|摄影记者|记者|通讯员|评论员|特派员|特约撰稿|撰稿人|实习生)"
#: Where what follows a name or a source is no longer part of it.
ASIDE = (
    r"(?:参与互动|參與互動|字号|字體|字体|字號|大 中 小|小 中 大|分享|打印|列印|评论|評論|点击|點擊|阅读|閱讀|浏览|瀏覽|收藏|扫一扫|掃一掃|责任声明|\d{4}[-/.年]\d{1,2}|"
    r"\d{1,2}:\d\d|发布时间|發佈時間|电话|電話|邮箱|郵箱|https?:|www\.|[，,]\s?(?:系|现|為|为|单位|單位)|。)"
)
#: A place or a house that begins a post glued to a name.
PLACE = (
    r"北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|内蒙古|台湾|香港|澳门"
    r"|中国|中央|中共|国家|全国|国务院|清华|复旦|南京|武汉|中山|[\u4e00-\u9fff]{2,4}(?:大学|学院|研究院|研究所|中心|协会|学会)|系|教授|研究员|院长|主任"
)
NOT_A_NAME = (
    r"^(?:未知|佚名|匿名|不详|网络|本站|本站原创|原创|转载|综合|整理|编辑|记者|小编|管理员|admin|none|null|无|—+|-+|【|】|同上|等|摄|来源|作者|更多|讯|消息|报道"
    r"|staff|the|then|now|here|there|all|far|law|day|night|land|sea|air|car|train|bus|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|popular demand|the numbers)$|[。！？?!：:《》“”\"]|https?|(?:教授|研究员|院长|主任|书记|局长|部长|校长|大学|学院|研究院)$"
)
LATIN_NAME = r"(?:[A-ZÀ-ÞĀ-ŽА-ЯЁ][\w'’.-]*(?:\s(?:[A-ZÀ-ÞĀ-ŽА-ЯЁ\"“][\w'’.\"”-]*|(?:de|da|di|del|della|van|von|der|den|la|le|el|al|bin|ibn|dos|du|zu|af)\b)){1,4})"
#: What follows a name in a by-line and is no part of it.
LATIN_ASIDE = r"\s(?:Follow|Published|Updated|Posted|Staff|Contributor|Correspondent|Reporter|Editor|Writer|Special|Associated Press)\b.*$"
BYLINE = r"[Bb]y|BY|Von|VON|Par|PAR|Por|POR|Di|Da|Door|Av|Af|Przez|Автор|Text|Words by|Written by|Story by|Reported by|Oleh|Penulis"
LATIN_ROLES = (
    r"text|texte|texto|authors?|autor|autorin|autoren|auteur|words|story|written|additional reporting|reporting|writing|editing|edited|editor|translation|redaktion|faktencheck|recherche|design|"
    r"fotos?|photos?|photography|photographs?|illustration|graphics?|grafik|video|penulis|reporter|tekst|mitarbeit|übersetzung|lektorat|kamera|schnitt|текст|автор|фото|редактор"
)
