"""Both scripts of Chinese from one spelling: patterns are written in simplified characters and match traditional ones too.

Converting every line of a page would cost 20 microseconds a line; a pattern is widened once, when it is compiled.
The table holds the characters that the rules use, each followed by its traditional forms (OpenCC s2t, s2tw, s2hk).
"""

import re
from typing import Any, cast

_PAIRS = """
万萬 与與 专專 业業 丛叢 东東 丝絲 两兩 严嚴 个個 临臨 为為爲 举舉 么麼 乐樂 乔喬 习習 乡鄉 书書 买買 于於 云雲 产產 亩畝 亲親
仅僅 从從 仪儀 们們 价價 众眾衆 会會 传傳 伤傷 体體 余餘 侧側 侨僑 党黨 兰蘭 关關 兴興 内內 册冊 写寫 军軍 农農 冯馮 况況 准準
减減 出齣 击擊 划劃 刘劉 则則 刚剛 创創 删刪 别別 制製 剧劇 办辦 务務 动動 励勵 区區 医醫 华華 协協 单單 卖賣 占佔 卢盧 卫衛衞
卷捲 历曆歷 县縣 参參 双雙 发發髮 变變 叙敍敘 只隻 台臺 叶葉 号號 合閤 后後 向嚮 吕呂 听聽 启啓啟 吴吳 员員 周週 咨諮 回迴 团團糰
园園 围圍 国國 图圖 场場 坛壇罈 声聲 处處 备備 复復複覆 头頭 夸誇 奖獎 姜薑 娄婁 娱娛 孙孫 学學 宁寧 宝寶 实實 宠寵 审審 宫宮
家傢 对對 导導 将將 尽儘盡 层層 属屬 岁歲 岳嶽 巩鞏 布佈 师師 帐帳 带帶 帮幫 干乾幹 并並併 广廣 庄莊 库庫 应應 庞龐 开開 异異
张張 强強 归歸 当噹當 录錄 志誌 怀懷 态態 总總 恶惡 惊驚 愤憤 戏戲 战戰 户戶 才纔 执執 扩擴 扫掃 扬揚 抢搶 护護 报報 担擔 拥擁
拨撥 择擇 挥揮 换換 据據 摄攝 摊攤 教敎 数數 无無 旧舊 时時 昵暱 显顯 晋晉 暂暫 曲麯 术術 机機 杀殺 杂雜 权權 条條 来來 杨楊
板闆 构構 标標 栏欄 树樹 核覈 栾欒 桥橋 梁樑 检檢 欢歡 欧歐 毕畢 气氣 汤湯 没沒 注註 洁潔 测測 济濟 浏瀏 涂塗 温溫 游遊 湾灣
滚滾 满滿 点點 烟煙 热熱 爱愛 独獨 环環 现現 电電 画畫 畅暢 疗療 监監 盖蓋 盗盜 着著 码碼 确確 碍礙 离離 种種 称稱 税稅 窦竇
笔筆 筹籌 签簽籤 简簡 篮籃 类類 系係繫 紧緊 纠糾 红紅 约約 级級 纪紀 纳納 纸紙 线綫線 练練 组組 细細 终終 绍紹 经經 结結 绘繪
给給 络絡 绝絕 统統 继繼 续續 维維 综綜 编編 缩縮 网網 罗羅 群羣 聂聶 职職 联聯 胜勝 胡鬍 脑腦 脚腳 脸臉 腾騰 致緻 艺藝 节節
芦蘆 苏甦蘇 苹蘋 范範 荆荊 荐薦 获獲穫 营營 萧蕭 蒋蔣 蒙矇 蓝藍 蔺藺 虚虛 表錶 袭襲 装裝 见見 观觀 规規 视視 览覽 觉覺 触觸 计計
订訂 认認 让讓 议議 讯訊 记記 许許 论論 设設 访訪 证證 评評 识識 诈詐 诉訴 词詞 译譯 诚誠 话話 询詢 该該 详詳 语語 误誤 说說説
请請 读讀 调調 谈談 谌諶 谘諮 谢謝 谣謠 谨謹 谭譚 谷穀 负負 财財 责責 贤賢 败敗 账賬 货貨 质質 购購 贴貼 费費 贺賀 贾賈 资資
赏賞 赐賜 赖賴 赛賽 赞讚贊 赵趙 赶趕 踪蹤 车車 转轉 轮輪 软軟 载載 辅輔 辑輯 输輸 边邊 达達 迁遷 过過 运運 还還 这這 进進 远遠
违違 连連 迟遲 适適 选選 递遞 邓鄧 邬鄔 邮郵 邹鄒 邻鄰 郁鬱 郑鄭 采採 释釋 里裏裡 钉釘 钟鍾鐘 钢鋼 钮鈕 钱錢 银銀 链鏈 销銷 锁鎖
错錯 键鍵 镇鎮 镜鏡 长長 门門 闫閆 闭閉 问問 间間 闵閔 闻聞 阅閱閲 阎閻 阚闞 队隊 阳陽 阶階 际際 陆陸 陈陳 险險 随隨 隐隱 难難
静靜 面麵 韦韋 韩韓 页頁 顶頂 项項 须須鬚 顾顧 预預 领領 频頻 题題 颜顏 风風 饮飲 饶饒 馆館 馈饋 马馬 驻駐 驾駕 验驗 骑騎 鱼魚
鲁魯 鲍鮑 鲜鮮 鸡雞 鸣鳴 黄黃 齐齊 龙龍 龚龔
"""

#: Traditional forms by simplified character.
TRADITIONAL: dict[str, str] = {pair[0]: pair[1:] for pair in _PAIRS.split()}

#: First characters of Chinese family names, the 400 most common; they tell a name from a word of the same length.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔"
    "康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹"
    "关苗凌费纪靳盛童欧甄项曲游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫苟褚廉简娄盖符奚木穆党"
    "燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼楚佟栗匡宗台巫鞠僧桑荆谌银扬沙伏岑习胥蔺禤阚亓占衡尚代战修巴"
    "云伊芮庹"
)

_FORMS = {character: f"[{character}{forms}]" for character, forms in TRADITIONAL.items()}
_FIRST_FORM = {ord(character): forms[0] for character, forms in TRADITIONAL.items()}
_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\\[]+", re.DOTALL)


def both_scripts(pattern: str) -> str:
    """A regular expression that also matches where ``pattern``'s characters stand in their traditional forms."""
    return _CLASS.sub(_widen, pattern)


def in_both_scripts(pattern: str) -> re.Pattern[str]:
    """``pattern`` for both scripts, compiled when it is first asked: 20 of them take 90 ms, and Latin pages ask few."""
    return cast("re.Pattern[str]", _Later(pattern))


class _Later:
    """A compiled pattern to whoever uses one, made at the first use."""

    def __init__(self, pattern: str) -> None:
        self._source = pattern

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(both_scripts(self._source))
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def traditional(text: str) -> str:
    """``text`` with every character of the table in its first traditional form."""
    return text if text.isascii() else text.translate(_FIRST_FORM)


def _widen(match: re.Match[str]) -> str:
    part = match[0]
    if part.startswith("["):
        extra = "".join(TRADITIONAL.get(character, "") for character in part)
        return f"{part[:-1]}{extra}]" if extra and not part.startswith("[^") else part
    return "".join(_FORMS.get(character, character) for character in part)
