"""The pages of the sample portal yb983: a broadcaster's CMS of the early 2010s, tables, unclosed tags, one content box.

Credits and the bracketed notice stand inside the content box; everything else that is no article stands around it.
"""

from tests.templates_common import Around, Record, heading, items, page_id, text

NOTICE = "[ 本站稿件及配图若牵涉他人权益,请与我们联络,核实后会尽快处理。值班电话:0433—2919530。]"
SECTIONS = {
    "shehui": "社会", "minsheng": "民生", "sannong": "三农", "jingji": "经济", "jiaoyu": "教育", "wenhua": "文化",
    "tiyu": "体育", "tianqi": "天气", "gonggao": "公告", "chaoyu": "朝文", "shipin": "视频",
}  # fmt: skip
CITIES = ("延吉", "图们", "敦化", "珲春", "龙井", "和龙", "汪清", "安图")
TOPICS = ("要闻", "政务", "街镇", "产业", "文旅", "健康", "影像", "旧闻")
ADVERTS = (
    "河东小区两室一厅出租 采光好 拎包入住",
    "转让临街小吃店 设备齐全 价格面议",
    "收购旧家具旧电器 上门取货",
    "长白山蓝莓苗批发 包技术",
    "家政保洁 擦玻璃 地板打蜡",
    "驾校暑期班报名 学生有优惠",
    "出售二手拖拉机一台 八成新",
    "诚聘面点师傅两名 包食宿",
    "专业疏通下水道 修理水暖",
    "钢琴调律 二手琴寄卖",
    "大棚膜 地膜 厂家直供",
    "搬家公司 长短途运输",
    "朝鲜语口语班 小班授课",
    "承接婚庆礼仪 秋季预订从优",
)
FRIENDS = tuple(f"{city}{kind}" for kind in ("在线", "论坛", "生活网", "人才网", "房产", "车友会") for city in CITIES)

PICTURE = """<dl><dt><a href="{path}?from=pic" target="_blank"><img src="/upload/thumb/{short}.jpg" width="110"
height="80" border="0" alt="{title}"></a><dd><a href="{path}?from=pic" target="_blank">{title}</a></dl>"""
STYLE = "\n".join(
    f".{box}{{{look}}}\n.{box} a{{color:#{colour};text-decoration:none}}\n"
    f".{box} a:hover{{color:#c00;text-decoration:underline}}"
    for box, look, colour in (
        ("top", "width:1000px;height:32px;margin:0 auto;line-height:32px;background:#f4f4f4;font-size:12px", "666"),
        ("nav", "width:1000px;margin:0 auto;background:#0a5ca8;overflow:hidden;zoom:1", "fff"),
        ("city", "width:998px;margin:6px auto;border:1px solid #dcdcdc;padding:4px 0;font-size:12px", "333"),
        ("wrap", "width:1000px;margin:0 auto;overflow:hidden;zoom:1", "333"),
        ("position", "height:30px;line-height:30px;padding-left:10px;font-size:12px;color:#888", "0a5ca8"),
        ("tools", "float:right;width:180px;font-size:12px;border-collapse:collapse", "0a5ca8"),
        ("left", "float:left;width:690px;border:1px solid #e3e3e3;padding:0 20px 20px", "333"),
        ("headline", "padding:20px 0 10px;text-align:center;font:bold 24px/36px 'Microsoft YaHei',SimHei", "111"),
        ("info", "text-align:center;height:28px;line-height:28px;color:#999;font-size:12px", "999"),
        ("content", "font-size:16px;line-height:30px;padding:12px 0;text-align:justify;word-break:break-all", "0a5ca8"),
        ("pic-note", "text-align:center;color:#777;font-size:14px;line-height:22px", "777"),
        ("origin", "text-align:right;color:#666;font-size:14px;padding:8px 0", "666"),
        ("tags", "font-size:13px;color:#666;border-top:1px dashed #ccc;padding:8px 0", "0a5ca8"),
        ("turn", "font-size:13px;line-height:26px;padding:8px 0", "333"),
        ("right", "float:right;width:240px", "333"),
        ("side", "border:1px solid #e3e3e3;margin-bottom:10px;padding:0 8px 8px", "333"),
        ("square", "border:1px solid #f0d9a8;background:#fffaf0;margin-bottom:10px;padding:0 8px 8px", "a60"),
        ("friend", "width:998px;margin:8px auto;border:1px solid #e3e3e3;font-size:12px;line-height:24px", "888"),
        ("foot", "width:1000px;margin:0 auto;text-align:center;font-size:12px;line-height:24px;color:#888", "888"),
    )
)
SCRIPT = """
var yb={host:location.hostname,cid:'%(number)s',size:16};
function fontSize(step){yb.size=Math.max(12,Math.min(24,yb.size+step));
 document.getElementById('content').style.fontSize=yb.size+'px';}
function addFavorite(){try{window.external.addFavorite(location.href,document.title);}catch(e){alert('Ctrl+D');}}
function showLogin(){document.getElementById('loginBox').style.display='block';return false;}
function hideLogin(){document.getElementById('loginBox').style.display='none';return false;}
function count(){var i=new Image();
 i.src='/count?cid='+yb.cid+'&r='+escape(document.referrer)+'&t='+new Date().getTime();}
function tab(name,on,all){for(var i=1;i<=all;i++){
 var m=document.getElementById(name+'_'+i),c=document.getElementById(name+'_c_'+i);
 if(!m||!c)continue;m.className=i==on?'on':'';c.style.display=i==on?'block':'none';}}
if(/Android|iPhone|Windows Phone/i.test(navigator.userAgent)&&!/pc=1/.test(location.search)){
 document.write('<style>.right{display:none}</style>');}
if(window.attachEvent){window.attachEvent('onload',count);}else{window.addEventListener('load',count,false);}
"""
HEAD = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>{title} - 延边信息港</title>
<meta name="keywords" content="{keywords}">
<meta name="description" content="延边信息港 {section} {title}">
<link rel="alternate" type="application/rss+xml" title="延边信息港" href="/rss.xml" />
<link href="/css/base_v3.css" rel="stylesheet" type="text/css">
<style type="text/css">
<!--
{style}
-->
</style>
<script type="text/javascript">
//<![CDATA[{script}//]]>
</script>
</head>
<body>
<a name="top"></a>
<div class="top"><span>延边信息港 本地人的门户</span> 
<a href="/user/login.html" onclick="return showLogin()">登录</a> | <a href="/user/reg.html">注册</a> |
<a href="javascript:addFavorite()">加入收藏</a> | <a href="/rss.xml">RSS</a> |
<a href="/search?q=">站内搜索</a></div>
<div class="nav"><ul>{nav}</ul></div>
<div class="city"><table width="100%" border=0 cellspacing=0>{cities}</table></div>
"""
FOOT = """<div class="friend"><b>友情链接</b> {friends}</div>
<div class="foot"><p><a href="/about/index.html">关于我们</a> |
<a href="/about/ads.html">广告服务</a> | <a href="/about/map.html">网站地图</a>
| <a href="#top">返回顶部</a><p>互联网新闻信息服务许可证 00000000 号　网络视听许可证 0000000 号
<p>吉ICP备00000000号-1　违法和不良信息举报 0433-2919500
<br>Copyright &copy; 2009-2023 延边信息港 版权所有 未经书面授权不得转载或建立镜像</div>
<div id="loginBox" class="login" style="display:none">
<form action="/user/login" method="post"><h4>登录天池云账号</h4>
<input name="u"><input name="p" type="password"><input type="submit" value="登 录">
<a href="#" onclick="return hideLogin()">关闭</a></form></div>
</body>
</html>
"""


def page(record: Record, around: Around) -> str:
    """The whole page of ``record``."""
    title = text(heading(record)[0])
    code = record["url"].split("/")[4] if "/news/" in record["url"] else ""
    section = SECTIONS.get(code, "")
    trail = (("/", "首页"), ("/news/", "新闻"), (f"/news/{code}/", section))
    crumbs = " &gt; ".join([*(f'<a href="{path}">{name}</a>' for path, name in trail), title])
    middle = _article(record, around) if record["kind"] == "article" else OTHERS[record["kind"]].format(title=title)
    friends = " | ".join(
        f'<a href="http://link{n}.example/" target="_blank">{name}</a>' for n, name in enumerate(FRIENDS)
    )
    return f"""{_head(record, title, section)}<div class="wrap">
<div class="position">{crumbs if section else ""}</div>
<table class="tools"><tr><td>
<a href="/m/{page_id(record)}">手机版</a><a href="/hotline/">百姓热线</a></td></tr><tr><td>空白</td></tr></table>
<div class="left">
{middle}
</div>
{_side(around, page_id(record))}
</div>
{FOOT.format(friends=friends)}"""


def _head(record: Record, title: str, section: str) -> str:
    topics = [
        "".join(f'<td><a href="/city/{n}/{k}/">{topic}</a>' for k, topic in enumerate(TOPICS))
        for n in range(len(CITIES))
    ]
    return HEAD.format(
        title=title,
        keywords=",".join(record["expected"].get("tags", [])),
        section=section,
        style=STYLE,
        script=SCRIPT % {"number": page_id(record)},
        nav="".join(f'<li><a href="/news/{code}/" target="_blank">{name}</a>' for code, name in SECTIONS.items()),
        cities="\n".join(f"<tr><td><b>{city}</b></td>{cells}" for city, cells in zip(CITIES, topics, strict=True)),
    )


def _article(record: Record, around: Around) -> str:
    want = record["expected"]
    day, clock = want["published_at"][:10], want["published_at"][11:16]
    year, month, date = day.split("-")
    tags = "&nbsp;".join(
        f'<a href="/tag/{page_id(record)}-{n}.html">{text(tag)}</a>' for n, tag in enumerate(want["tags"])
    )
    turn = "".join(
        f'{label}：<a href="{link.path}">{text(link.title)}</a><br>'
        for label, link in (("上一篇", around.previous), ("下一篇", around.following))
        if link
    )
    return f"""<h1 class="headline">{text(want["title"])}</h1>
<div class="info"><span class="time">{year}年{month}月{date}日 {clock}</span></div>
<div class="content" id="content">
{_body(record)}
{_credits(record)}
<p>{NOTICE}</p>
</div>
<div class="origin">延边信息港 / 延边广电客户端</div>
<div class="tags">标签: {tags}</div>
<div class="turn">{turn}</div>
<div class="related"><h3>相关新闻</h3><ul>
{items(around.related, '<li><a href="{path}" target="_blank">{title}</a> <font color=#999>{day}</font>')}
</ul></div>"""


def _body(record: Record) -> str:
    parts, lines = record.get("parts", {}), record["expected"]["body"].split("\n")
    shown = [text(line) for line in lines]
    shown[-1] += text(parts.get("tail", ""))
    pictures = {picture["after"]: picture for picture in parts.get("pictures", [])}
    rows = [f"<p>　　{text(parts['original_title'])}</p>"] if "original_title" in parts else []
    if parts.get("markup") == "br":
        return "　　" + "<br>\n<br>\n　　".join(shown) + "<br>"
    paragraph = (
        "<p>　　{}</p>",
        '<p style="text-indent:2em;">{}</p>',
        '<p><span style="font-size: 16px;">　　{}</span></p>',
    )
    for at, line in enumerate(shown):
        if at in pictures:
            rows.append(_picture(pictures[at]))
        tag = parts.get("tags", {}).get(str(at))
        rows.append(f"<{tag}>{line}</{tag}>" if tag else paragraph[page_id(record) % 3].format(line))
    return "\n".join(rows).replace("</p>\n<li>", "</p>\n<ul>\n<li>").replace("</li>\n<p", "</li>\n</ul>\n<p")


def _picture(picture: Record) -> str:
    return (
        f'<p style="text-align:center"><img src="{picture["path"]}" width="600" border="0" alt="" /></p>\n'
        f'<p class="pic-note">{text(picture["caption"])}</p>'
    )


def _credits(record: Record) -> str:
    return "\n".join(f"<p>{text(line)}</p>" for line in record["parts"]["credit_lines"])


def _side(around: Around, number: int) -> str:
    adverts = "\n".join(f'<li><a href="/info/{number}{n:02}.html">{advert}</a>' for n, advert in enumerate(ADVERTS))
    return f"""<div class="right">
<div class="side"><h3>热点排行</h3><ol>
{items(around.hot, '<li><a href="{path}?from=hot" title="{title}" target="_blank">{title}</a><span>{short}</span>')}
</ol></div>
<div class="side"><h3>图片新闻</h3>
{items(around.related[-6:], PICTURE)}
</div>
<div class="square"><h3>信息广场</h3><ul>
{adverts}
</ul></div>
</div>"""


OTHERS = {
    "about": """<h1 class="headline">{title}</h1>
<div class="content" id="content"><p>　　延边信息港是面向本地居民的综合资讯网站，
设有新闻、便民、影像、朝文等频道，由一支二十余人的采编团队维护。
<p>　　我们愿意听到您的意见。来信请寄延吉市参花胡同甲九号，邮政编码133000，
工作日由值班人员拆阅并回复。
<p>　　合作与广告事宜，请在工作时间与综合科联系。</div>""",
    "video": """<h1 class="headline">{title}</h1>
<div class="content" id="content"><video id="player" width="640" height="360"
 controls poster="/upload/video/cover.jpg"><source src="/upload/video/play.mp4" type="video/mp4"></video>
</div><div class="tags">播放 1283 次</div>""",
    "gone": """<div class="content" id="content"><h2>页面不存在</h2>
<p>您访问的页面不存在或已被删除，<a href="/">返回首页</a></div>""",
    "wall": """<h1 class="headline">{title}</h1>
<div class="content" id="content">
<p>　　本栏目为注册用户专享，请先登录后查看全文。</p>
<p><a href="/user/login.html">登录</a> <a href="/user/reg.html">免费注册</a></p></div>""",
}
