"""Lines that may begin with anything and are known by a word inside or by how they end."""

from crawler.rules.rule import ANYWHERE, EDGES, HEAD, PROSE, TAIL, TITLE, Rule, rule
from crawler.rules.zh import AFTER, NAME, NAMES, OUTLET, SURE_NAME, WRITER

_EN_CREDIT = r"(?:photo|image|picture|credit|source|file|pic|photograph|illustration|graphic|screenshot|stock|courtesy|representational)s?"

#: Not behind the name of who wrote the text, as in （文/李萌 图/张远）: that is a by-line, and what stands before it is text.
_NO_WRITER = "(?<!文)" + "".join(
    rf"(?<!文[/／:：][\u4e00-\u9fff·]{{{length}}}[\s　、，,;；]{pictures})"
    for length in (2, 3, 4)
    for pictures in ("", "图")
)

INNER: tuple[Rule, ...] = (
    # ---- Chinese ---------------------------------------------------------------------------------------------------
    rule(
        "app.zh-inner",
        ANYWHERE,
        r"""[^。]{0,12}来自.{2,20}，更多.{2,40}(?:下载|关注|登录).{0,20}
        .{0,20}(?:按赞|按讚|加入|下载|订阅|追踪).{0,20}(?:粉丝团|好友|app|line|google news|电子报|脸书).{0,20}
        [^。]{0,24}按个?[赞讚](?:加入|追踪|支持|\s)[^。]{0,24}|[^。]{0,30}(?:点我|现在|立即|马上|请)(?:下载|用)\s?app.{0,40}
        [^。，！？；]{1,12}(?:\||｜|丨|/)\s?(?:微信)?公众号.{0,16}""",
        (
            "即时又好看！按赞加入某某新闻粉丝团",
            "(本文来自江城客，更多原创资讯请下载“江城客”APP)",
            "江城客 | 公众号 jiangcheng",
        ),
        ("他来自北方，更多的时候住在江边。", "老人们用app挂号已经很熟练。", "这个公众号由三名护士运营。"),
        100,
        closes=PROSE,
        needs="来自|粉丝团|好友|按赞|按讚|按个|公众号|下载|用app",
    ),
    rule(
        "app.zh-name",
        EDGES,
        r"""[^。，！？；：\s]{2,12}(?:手机)?(?:客户端|公众号|官方微博|官方微信|微信号|视频号|头条号|小程序|app)(?:下载)?""",
        ("江城TIME客户端", "新城早报公众号"),
        ("他负责维护三个公众号，每天更新", "关于推广新版客户端的通知，市里昨天下发"),
        24,
        needs="客户端|公众号|官方微|微信号|视频号|头条号|小程序|app",
    ),
    rule(
        "hotline.zh-inner",
        EDGES,
        r"""[^\s。，：:]{2,10}(?:报料|爆料|新闻热线|报料热线)[:：]?\s?[\d(（+-].{0,80}""",
        "江城新闻报料：400-100-2000 未经授权不得转载",
        "这条报料来自三名学生",
        160,
        closes=PROSE,
        needs="报料|爆料|热线",
    ),
    rule(
        "helpline.zh-inner",
        ANYWHERE,
        r"""[^。]{0,16}(?:提醒您|关心您|提醒你|关心你)[:：，].{0,40}""",
        "本报提醒您：再给自己一次机会",
        "他提醒您的邻居关好门窗",
        60,
        needs="提醒您|关心您|提醒你|关心你",
    ),
    rule(
        "breadcrumb.zh-inner",
        EDGES,
        r"""[^。，>]{1,16}(?:网|报|台|频道|新闻|在线|门户)(?:[\s>›»]{1,5}[^。，>\s]{1,10}){0,4}[\s>›»]{1,5}正文""",
        ("江城网> 时政> 正文", "江城网 正文"),
        "论文的正文共有三章",
        60,
        needs="正文",
    ),
    rule(
        "breadcrumb.trail",
        HEAD,
        r"""[^.!?。，！？：>›»]{1,30}(?:\s?(?:>{1,2}|›|»|→|＞{1,2})\s?[^.!?。，！？>›»]{1,60}){1,6}""",
        ("汽车 >> 车市动态 >> 业界", "Local > River", "Example › Region › South"),
        ("他说，x > y 的情况不多见", "The price rose, he said. Water > wine, went the joke"),
        140,
        needs=">|›|»|→|＞",
    ),
    rule(
        "meta.dated-zh",
        HEAD,
        r"""[^。，！？；“”《》]{2,28}(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[^。，！？]{0,60}""",
        ("江城网临江频道 ( 2012-06-04 09:20:26 ) 稿件来源： 江城日报", "山间的朋友 2021-03-04 08:00:28 来源：江城"),
        "大桥将于2021年3月4日合龙，市民可以前往观看",
        110,
        needs="20|19",
    ),
    rule(
        "credit.role-zh-inner",
        EDGES,
        rf"""[^\s。，！？：:]{{2,10}}(?:编辑|责编)\s{{0,2}}(?:[:：|｜丨/／\s]\s?){NAMES}""",
        ("（江城网编辑 王小）", "江城网责编：王小"),
        "他当过编辑也开过店，后来回到村里",
        50,
        needs="编辑|责编",
    ),
    rule(
        "credit.byline-zh-inner",
        EDGES,
        rf"""
        [^\s。，！？：:]{{2,14}}\s?(?:首席|特约|见习|实习|全媒体|融媒体?|驻[\u4e00-\u9fff]{{2,4}}|本报|本网)?{WRITER}(?:\s|[:：/／])+(?:{NAMES}){AFTER}
        [^\s。，！？：:]{{2,12}}?(?:首席|特约|见习|实习|全媒体|融媒体?)?{WRITER}{SURE_NAME}(?:[、，,\s和]+(?:{WRITER})?{NAME}){{0,5}}(?:\s?[/／]\s?\S{{1,12}})?
        [\u4e00-\u9fff]{{2,4}}(?:中心|新闻|记者\S{{2,3}})\s?[/／]\s?[\u4e00-\u9fff]{{2,6}}(?:报导|报道|外电|整理|编译)
        {SURE_NAME}\s?[/／]\s?[^\s。，]{{2,12}}{OUTLET}
        [^\s。，！？：:]{{1,8}}\s(?:发自|整理自|编译自|编辑整理自)\s[^。，]{{1,12}}|\S{{1,10}}\s(?:投稿|供稿)
        据?{NAME}(?:社|网|报)(?:综合)?(?:报道|电|讯)
""",
        (
            "江城晚报记者 史文",
            "社会中心／综合报导",
            "石江/江城青年报",
            "江城网临江频道 记者 王一 李二",
            "西山 发自 凹村",
        ),
        ("他是 记者 也是 父亲 更是村里的会计，人缘很好", "下乡记者 走访了三个县 发现了新变化，情况不乐观"),
        60,
        needs="记者|通讯员|评论员|特派员|撰稿|实习生|中心|发自|整理自|编译自|投稿|供稿|报道|讯|/|／",
    ),
    rule(
        "source.bare-zh",
        EDGES,
        rf"""
        [^\s。，！？：:、]{{2,12}}{OUTLET}(?:\s?[/／|｜]\s?[^\s。，！？：:、]{{2,12}}{OUTLET}){{1,3}}
        [^\s。，]{{2,12}}(?:整理|综合报道|综合消息)
""",
        ("临江信息港 / 临江广电客户端", "江城客综合报道"),
        "甲县的新闻网/乙县的新闻网正在合并，计划年底完成",
        60,
        needs="/|／|｜|整理|综合",
    ),
    rule(
        "source.print-zh",
        EDGES,
        r"""
        《[^》]{2,14}》[(（\s]*(?:19|20)\d\d年\d\d?月\d\d?日.{0,16}
        [(（]?(?:刊于|原载|载于|摘自|选自|转自|原刊于?).{0,6}《[^》]{2,16}》.{0,30}
""",
        "《江城日报》（2021年05月11日 09版）",
        "《江城日报》社址搬迁。",
        70,
        needs="《",
    ),
    rule(
        "notice.rights-zh",
        EDGES,
        r"""
        [^。！？]{0,30}(?:版权所有|著作权所有)(?!者|人|权).{0,160}|[^。！？]{2,16}(?:保留所有权利|拥有最终解释权).{0,40}
        [^\s。，]{2,16}(?:版权|著作权)(?:声明|说明|与免责声明|及免责声明).{0,400}
        .{0,20}(?:由)?(?:ai|人工智能|机器人)(?:自动)?(?:生成|写作|辅助|翻译).{0,30}
        .{0,10}不构成.{0,12}(?:投资|操作|买卖|交易|任何)建议.{0,60}""",
        (
            "江城网版权所有 经营许可证编号：江B2-20040000",
            "※本文版权所有，非经授权，不得转载。[ 某某著作权声明 ]※",
            "临江网版权与免责声明：",
        ),
        ("他认为版权保护还有很长的路。", "人工智能走进了课堂。"),
        420,
        closes=PROSE,
        needs="版权所有|著作权所有|权利|解释权|生成|人工智能写作|不构成|版权声明|版权说明|版权与|版权及",
    ),
    rule(
        "copyright.zh-inner",
        EDGES,
        r"""
        .{0,80}(?:icp备?|icp证?|公网安备|网安备|许可证号?[:：\s]|许可证编号|增值电信|备案号|网站标识码|国内统一(?:连续)?(?:出版物)?(?:刊)?号|邮发代号|视听节目|经营许可|工商备案|出版物经营).{0,160}
        [^\s。，]{2,14}简介(?:[\s|｜-]+[^\s。，|｜-]{2,10}){2,12}|[^\s。，]{2,20}(?:网站|网|门户)\s?(?:https?://|www\.)\S+
        [^\s。，]{2,10}(?:电子版|数字报|电子报|手机报)
""",
        (
            "江ICP备12345678号",
            "江城集团简介- 网站简介- 广告服务- 联系我们",
            "江城市政府门户网站 www.example.gov.cn",
            "江城晚报电子版",
        ),
        ("许可证制度改革后，开店只要三天，店主们说方便多了", "他写了一份简介 交给了村里"),
        240,
        needs="icp|许可证|备案|刊号|网安备|经营许可|邮发代号|视听节目|简介|www.|http|电子|数字报|手机报|标识码|增值电信",
    ),
    rule(
        "related.zh-inner",
        ANYWHERE,
        r"""
        (?:推荐阅读|热门影音|热门新闻|最新新闻|相关新闻|[\u4e00-\u9fff]{2}最新|最新[\u4e00-\u9fff]{2})(?:\s(?:推荐阅读|热门影音|热门新闻|最新新闻|相关新闻|[\u4e00-\u9fff]{2}最新|最新[\u4e00-\u9fff]{2})){1,5}
""",
        "推荐阅读 热门影音 地方最新 全站最新",
        "地方最新的规定 明天起执行",
        60,
        needs="推荐阅读|热门影音|最新",
    ),
    rule(
        "item.dated",
        TAIL,
        r"""(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s?(?:\d{1,2}:\d\d(?::\d\d)?)?|\S\s(?:\d\d-\d\d|\d{1,2}:\d\d|\d{1,2}月\d{1,2}日)""",
        ("小城夜市今晚重新开张 10-17", "“回家”了，三位老人启程2020.10.04"),
        ("大会定于2021年3月4日至6日举行，地点另行通知。",),
        90,
        needs="20|:|-|日",
        end=30,
    ),
    rule(
        "feedback.zh-inner",
        EDGES,
        r""".{0,10}(?:错误|错别字|有误|不准确).{0,10}(?:纠错|反馈|指正|报错|举报|告知).{0,24}""",
        "发现错误？点此纠错",
        "错误的消息传开以后，镇上一度停电",
        50,
        closes=TITLE,
        needs="错误|错别字|有误|不准确",
    ),
    rule(
        "caption.zh-end",
        ANYWHERE,
        rf"""
        {_NO_WRITER}(?:[\s　（(/／]|记者|通讯员|摄影师?[:：]?)[\u4e00-\u9fff·]{{2,4}}\s?(?:摄|摄影|翻摄|拍摄|供图|制图|绘图)
        [（(](?!文[/／:：]|[^（()）]{{2,4}}\s?文[\s　/／])(?:图|图片|照片|影像|照|影)?[/／:：]?\s?[^（()）。]{{0,20}}(?:摄|供图|翻摄|提供|资料照片?|资料图|截图|翻拍|示意图|视觉中国|shutterstock|达志|取自[^)）]{{1,16}}|翻摄自?[^)）]{{0,16}}|画面|google\s?map|脸书)\s?[)）]
        {_NO_WRITER}(?:图|图片|照片)[/／:：]\s?[^\s。]{{2,16}}(?:提供|摄|翻摄|资料照|授权)?
        [\s　](?:视觉中国|ic\s?photo|东方ic|新华社图?|中新社图?|资料图?|截图|网络图片|受访者供图|官网|官方微博图?)(?:\s?[图发供]+)?
""",
        (
            "江边的夜市重新开张。城市摄影队 周文 摄",
            "下月拍卖的房子（图翻摄自网络）",
            "雪后的站台 新华社记者 李山 摄",
            "充电宝。视觉中国 资料",
        ),
        (
            "这组照片由周文拍摄。",
            "他在江边 支起三脚架，一等就是一夜",
            "大桥昨天合龙，两岸居民到江边观看。（文/李萌 图/张远）",
            "大桥昨天合龙，两岸居民到江边观看。（文：李小萌，图：张远摄）",
            "大桥昨天合龙，两岸居民到江边观看。（李萌 文 张远 摄）",
        ),
        200,
        needs="摄|供图|图|照片|提供|资料|新华社|视觉中国|截图|ic|shutterstock",
        end=110,
    ),
    # ---- every language ----------------------------------------------------------------------------------------------
    rule(
        "meta.timed",
        ANYWHERE,
        r"""
        .{0,70}(?:\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d|\d{1,2}\.? (?:de )?[^\W\d_]{3,10}\.? (?:de )?20\d\d|[^\W\d_]{3,10}\.? \d{1,2},? 20\d\d|20\d\d[-/.]\d\d?[-/.]\d\d?)[^\w]{0,4}(?:um |at |a las |à |às |kl\. |alle )?\d{1,2}[:.h]\d\d.{0,50}
""",
        (
            "By Ann Hill and Bo Ray on December 21, 2021 at 3:53PM PST",
            "Anna Berg2 March 2021 22:17",
            "Artikel veröffentlicht am 28. April 2021, 14:26 Uhr, Anna Berg",
            "Beispiel-Redaktion 18.07.2021, 11.08 Uhr 7 min",
        ),
        ("On 2 March 2021 the river rose by two metres", "He was born on May 5, 2021, 20 miles away"),
        140,
        needs="20",
    ),
    rule(
        "meta.live",
        ANYWHERE,
        r"""
        \d{1,2}:\d\d\s?(?:key event|(?-i:[A-Z][\w'’-]+)(?: (?-i:[A-Z][\w'’-]+)){1,3})
        (?:\d+ (?:secs?|mins?|minutes?|hours?|hrs?) ago)\s?\d{1,2}:\d\d(?: (?-i:[A-Z][\w'’-]+)){0,3}
""",
        ("20:24Ann Hill", "4 hours ago08:13 Ann Hill", "15:36KEY EVENT"),
        ("20:24 the lights went out", "10:30 Train Delayed Again by Snow and Ice"),
        60,
        needs=":",
    ),
    rule(
        "embed.post",
        ANYWHERE,
        r"""[—–-]\s?.{1,70}\(@\w{1,20}\)\s.{4,40}|.{0,300}(?:pic\.(?:twitter|x)\.com/\w+|https://t\.co/\w+)""",
        ("— Ann Hill (@annhill) February 11, 2021", "What a night by the river #bridge pic.twitter.com/abcDEF123"),
        ("She posted a picture of the bridge",),
        340,
        needs="(@|pic.twitter|pic.x.com|//t.co",
    ),
    rule(
        "author.role",
        ANYWHERE,
        r"""
        (?:(?:freelance|senior|chief|deputy|political|politics|sports?|football|business|news|science|health|crime|education|environment|technology|tech|travel|fashion|features|foreign|royal|social|economics|staff|assistant|associate|managing|executive|contributing|national|world|city|lifestyle|entertainment|showbiz|media|consumer|money|legal|defence|data|digital|audience|investigations?|us|uk|tv|&|and|the|special|commerce|culture|food|guest|night|opinion|breaking|local|general|global|personal finance|housing|climate|energy|transport|women's|affairs|real estate)[ ,&-]++){1,5}(?:reporter|correspondent|editor|writer|columnist|journalist|producer|contributor)s?
        (?:leitende[rn]?|stellvertretende[rn]?|freie[rn]?|politische[rn]?|\w+)?\s?(?:wirtschafts|politik|sport|chef|kultur|wissenschafts|lokal|nachrichten|online|auslands|parlaments|landes|video|gerichts|außenpolitik-?|innenpolitik-?)?(?:redakteurin|redakteur|korrespondentin|korrespondent|reporterin|volontärin|volontär)(?: in [\wäöüß]{2,20})?
        corresponsal en .{2,30}|.{2,20}-redaktion
""",
        (
            "Freelance sports writer",
            "Deputy Political Editor",
            "Leitender Wirtschaftsredakteur",
            "Corresponsal en Atenas",
        ),
        ("The editor resigned", "Der Redakteur schwieg lange", "A letter to the editor"),
        50,
        needs="reporter|correspondent|editor|writer|columnist|journalist|producer|contributor|redakt|korrespond|volont|corresponsal",
    ),
    # ---- English ---------------------------------------------------------------------------------------------------
    rule(
        "newsletter.en-inner",
        ANYWHERE,
        r"""
        .{0,120}(?:delivered|straight|directly|right|sent|daily|weekly|free|news|alerts?|email) (?:straight |directly |right )?(?:to|into|in) your (?:inbox|email|e-mail|phone|mailbox).{0,80}
""",
        "Our best reporting, delivered straight to your inbox",
        "The bill arrived in your inbox twice, the clerk admitted, and nobody noticed for a month.",
        240,
        closes=PROSE,
        needs="inbox|your e|your phone|your mailbox",
    ),
    rule(
        "paywall.inner",
        ANYWHERE,
        r""".{0,20}gift (?:this )?articles?.{0,30}|.{0,24}0[.,]99 €.{0,50}|[\w-]+-mitglied schenkt.{0,40}""",
        ("Subscribers can gift articles to anyone", "Für 0,99 € lesen"),
        "The gift arrived on Monday",
        80,
        needs="gift|99 €|mitglied",
    ),
    rule(
        "notice.inner",
        EDGES,
        r"""
        .{0,120}all rights reserved.{0,200}|.{0,40}rechte am artikel.{0,60}|.{2,30}se reserva el derecho de.{0,100}
        .{0,30}uygulamasını indir.{0,60}
""",
        ("Example Press. All rights reserved.", "© Beispielverlag - Rechte am Artikel können Sie hier erwerben."),
        "The town kept all rights to the well.",
        360,
        closes=PROSE,
        needs="rights reserved|rechte am|derecho de|uygulamas",
    ),
    rule(
        "agency.en-line",
        TAIL,
        r"""
        [^!?]{4,200} (?:contributed|contributed reporting) (?:to|from) (?:this|the) (?:report|story|article|column|piece).{0,20}
        [^!?]{0,20}(?:writers?|reporters?|researchers?|staff|correspondents?) [^!?]{4,200}contributed.{0,60}
        [^.!?]{3,50} reported from [^.!?]{2,60}
        (?:reach|follow) (?:him|her|them|the (?:reporters?|writers?|author)|[\w'’-]+) (?:on|at|via) .{2,120}
        [^.!?]{3,60} can be reached .{2,120}
        [^.!?]{3,40} is (?:an?|the) [^.!?]{0,60}(?:reporter|editor|writer|columnist|correspondent|journalist)\b.{2,140}
""",
        (
            "Associated Press writers Ann Hill and Bo Ray contributed to this report.",
            "Hill reported from Berlin.",
            "Ann Hill can be reached at ann@example.org.",
            "Ann Hill is a reporter covering courts.",
        ),
        (
            "She contributed a poem and two songs to the book.",
            "Ann Hill is a nurse in Berlin.",
            "The town contributed a third of the cost of the bridge.",
        ),
        300,
        closes=PROSE,
        needs="contributed|reported from|reached|reporter|columnist|correspondent| via ",
    ),
    rule(
        "caption.agency",
        ANYWHERE,
        r"""
        [^.!?]{2,40}(?:/|//|via |\| )\s?(?:getty(?: images)?|shutterstock|ap|afp|reuters|alamy|istock|unsplash|pa wire|epa|bloomberg|wireimage|filmmagic|zuma|usa today sports|imagn images)(?:\s?[/|].{0,30})?
        .{2,50}(?:/|\| |, )(?:dpa|picture alliance|picture-alliance|imago|imago images|getty images|shutterstock|istock|afp|reuters|keystone|apa|dpa-bildfunk|adobestock|stock\.adobe\.com|unsplash|pixabay)(?:[/ |-].{0,40})?
        .{2,30}(?:＝ａｐ|＝ロイター|＝共同|=ap|＝時事|＝ゲッティ)|.{2,40}[＝=].{1,12}(?:撮影|提供)|.{2,20}\s?제공
""",
        ("Ann Hill/Getty Images", "Anna Berg/dpa", "橋を渡る人々＝ＡＰ", "강변일보 제공"),
        ("The towns of Hill and Ray met at the river", "Sie fuhr nach Hause und schwieg"),
        90,
        needs="/|＝|=|via |제공|, dpa|, imago",
    ),
    rule(
        "caption.en-end",
        ANYWHERE,
        rf"""
        [(\[]\s?(?:{_EN_CREDIT}(?: (?:image|photo|by|via|courtesy|of|credit|illustration))*\s?[:/]|ap photo|photo by|photos by|image by|getty|shutterstock|courtesy|file photo|file image|stock image|stock photo|supplied|screenshot|(?:reuters|afp|pa wire)\b|[^()\[\]]{{0,40}}/(?:ap|afp|getty|reuters|getty images|usa ?today|pa|epa))[^()\[\]]{{0,90}}[)\]]?
        (?:(?:photo|image|photograph|picture)s?\s?(?:by|:|via)|(?:credit|photographer)s?\s?:)\s?[^.!?:]{{2,70}}
        (?:[/.,|] ?|via )(?:getty images|getty|ap photo|ap images|usa today sports|wireimage|filmmagic|shutterstock|pa wire|ap photo/[\w. -]{{3,40}})(?: for [\w &]{{2,30}})?[)]?
        (?:/|\| ?|//)(?:getty images|getty|afp|reuters|ap|epa|bloomberg|shutterstock|alamy|anadolu)[)]?|file photo|file image|\|? ?supplied
""",
        (
            "A crowd at the castle (Image: Example via Getty Images)",
            "The bridge at dawn. Credit: Ann Hill/PA",
            "A pupil reads to his mother in Birmingham, 2021. (AP Photo/Bo Ray)",
        ),
        (
            "She took the photo and left town",
            "He was given credit by the court and walked free",
            "The mayor (pictured) said nothing",
        ),
        600,
        needs="credit:|photo:|image:|picture:|source:|(|/afp|/ap|/reuters|getty|photo by|image by|supplied|file photo|shutterstock|/pa|/epa",
        end=110,
    ),
    rule(
        "caption.de-end",
        ANYWHERE,
        r"""
        [(\[]?(?:foto|bild|symbolfoto|symbolbild|archivbild|archivfoto|grafik|quelle|bildrechte|fotos|illustration|bildquelle)\s?:\s?[^.!?:()]{2,70}[)\]]?
        ©\s?[^©]{2,70}
        (?:/|\| ?)(?:dpa|picture alliance|imago(?: images)?|getty images|afp|reuters|keystone|apa|epd|kna|ddp)(?:[/ |].{0,40})?[)]?
        (?:\(|, )(?:archivbild|archivfoto|symbolbild|symbolfoto|archiv|links im bild|rechts im bild)[)]?
""",
        (
            "Der neue Steg am Morgen. Foto: Anna Berg",
            "Die Halle von innen. © Anna Berg | Beispielverlag",
            "Ein Traktor auf dem Feld (Archivbild)",
        ),
        ("Das Foto hing jahrelang in der Küche", "Ein Bild sagt: hier war Wasser"),
        500,
        needs="foto:|bild:|archiv|grafik:|©|/dpa|imago|/afp|/reuters|/kna|/epd|keystone|quelle:|im bild|symbolbild|symbolfoto",
        end=110,
    ),
    # ---- other languages -------------------------------------------------------------------------------------------
    rule(
        "notice.ko-inner",
        EDGES,
        r""".{0,60}무단\s?(?:전재|복제|배포|도용|전제).{0,60}
        [가-힣]{2,4} ?(?:기자|특파원|인턴기자|객원기자|선임기자|논설위원|통신원)(?:\s?[=·(]?.{0,30})?(?:\s?\S+@\S+)?|[\w]{2,12} 주요뉴스""",
        ("강변일보, 무단전재 및 재배포 금지", "김강 기자 kim@example.co.kr"),
        ("무단 주차가 늘었다고 주민들은 말한다.",),
        150,
        closes=PROSE,
        needs="무단|기자|특파원|논설위원|통신원|주요뉴스",
    ),
    rule(
        "chrome.ja-inner",
        EDGES,
        r"""
        .{0,20}(?:初トク|キャンペーン中).{0,30}|.{0,20}で(?:シェア|ツイート|ポスト)する|.{0,40}(?:無断転載|無断複写|無断使用).{0,40}
""",
        ("Facebookでシェアする", "本紙の記事の無断転載を禁じます。"),
        "駅前でポスターをはがす人がいた。",
        100,
        closes=PROSE,
        needs="で|初トク|キャンペーン|無断",
    ),
    rule(
        "login.ja-inner",
        ANYWHERE,
        r""".{0,70}(?:会員登録|ログイン)が必要(?:です)?""",
        "保存するには会員登録が必要です。",
        "会員登録の手続きは簡単だった。",
        100,
        closes=PROSE,
        needs="が必要",
    ),
    rule(
        "link.inner",
        EDGES,
        r"""
        [\w.-]{3,40}\.(?:com|org|net|de|cn|co\.uk|gov|info|fr|es|it|nl|ch|at|com\.cn|gov\.cn|org\.cn|tw|com\.tw|jp|co\.jp|kr|co\.kr|ru|pl|se|no|dk|fi|br|com\.br|mx|com\.mx|ar|eu|io|tv)(?:/\S*)?
        \S+@[\w-]+\.[\w.]{2,16}
""",
        ("example.de", "desk@example.org"),
        ("The letter went to desk@example.org on Monday",),
        120,
        needs=".|@",
    ),
)
