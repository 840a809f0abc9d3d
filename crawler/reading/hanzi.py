"""Which Han characters are ordinary, and how the ordinary traditional ones are read.

Three sets, each a measure of "would this stand in a newspaper": ``FREQUENT`` (what most text is made of),
``READINGS`` (traditional forms) and ``COMMON`` (both, level 1 of GB 2312 and the usual punctuation).
"""

#: The 452 characters that lead counts of modern written Chinese, and the traditional forms of those that have one.
_SIMPLIFIED = """
的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行
学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然
前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无
系军很情者最立代想已通并提直题党程展五果料员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见
计别手期根论运农指几区强放决西被做必战先回则任取据处队南给色光门即保治北造百规热领海口东导器压志世金增争济思术交受
联认六共权收证改清己美再转更单风打白教带安场身车例真务具万每目至达走积示议声报完类八华名确才科张信话整空元况今集温
传许步群广记需段研界林观织装影低持众书布复容儿须际商非验连断深难近千周委素技备半办青省列习响约支史感劳便团往历市何
除消构府称太准精值号率维划选标写存候亲快效院查江型按格养易置派层片始专状育识适属住调满县局照参红引听该价严
"""
_TRADITIONAL = """
這爲個國時來們於對會發動過說產種後學經進電裏現實兩體機當點從業應開還義間樣與關線內數麼質氣變條沒結問無軍並題黨員總
設長頭資邊級圖統較將組見計別論運農幾區強決戰則據處隊給門規熱領東導壓爭濟術聯認權證轉單風帶場車務萬達積議聲報類華確
張話況溫傳許羣廣記觀織裝衆書復兒須際驗連斷難備辦習響約勞團歷構稱準號維劃選標寫親養層專狀識適屬調滿縣參紅聽該價嚴
"""

#: Readings of the 1,550 GBK characters that OpenCC 1.4 turns into a character of GB 2312 level 1 and that are not in it
#: themselves: reading and characters, a character with two modern readings twice. Readings: Unihan through pypinyin
#: 0.55 (its first, and the next that the simplified form shares).
_READINGS = """
ài愛礙閡 ái捱皚 āi捱 ǎi藹 àn闇 āng骯 ào奧 áo囂 ǎo襖 bà垻壩罷 bài敗 bǎi擺襬 bàn絆辦 bān頒 bǎn闆 bàng謗鎊 bāng幫 bǎng綁
bào報鮑 bǎo寶飽 bèi備憊狽貝輩鋇 bēi盃 bēng綳繃 běng繃 bì幣斃畢祕閉 bǐ筆 biàn變辮辯 biān編邊 biǎn貶 biāo標 biǎo錶 biè彆
bié別 biē癟鱉 biě癟 bìn擯 bīn濱瀕賓 bìng並併幷 bīng幷 bǐng餅 bó蔔鉑駁 bō剝撥缽鉢 bù佈 bǔ補 cài埰寀 cái纔財 cǎi埰寀採綵
càn摻燦 cán慚殘蠶 cān參叄 cǎn慘 cāng倉滄艙蒼 cè側冊厠廁測 cēn參 céng層 chà詫 chàn顫 chán單纏蟬讒饞 chān摻攙鉆
chǎn剷產産鏟闡 chàng暢 cháng償嘗嚐場腸長 chǎng場廠 chāo綽鈔 chè徹 chē車 chèn稱襯 chén塵陳 chéng懲誠 chēng撐稱 chěng騁
chì熾 chí遲馳 chī喫癡離 chǐ恥齒 chòng衝 chóng種蟲 chōng沖衝 chǒng寵 chóu疇籌綢躊 chǒu醜 chù處觸 chú廚櫥鋤雛 chū齣
chǔ儲礎處 chuán傳 chuàng創 chuáng牀 chuāng創瘡 chuǎng闖 chuí錘鎚 chún純脣 chuò綽 cì賜 cí茲詞辭 cóng叢從 cōng囪聰蔥
còu湊 cuàn竄 cuán攢 cuān躥 cuò錯 dá達 dài帶貸 dāi獃 dàn彈憚擔誕 dān單擔鄲 dǎn撣膽 dàng擋檔當盪蕩 dāng噹當 dǎng擋黨
dào盜 dǎo導島搗擣禱 dèng鄧 dēng燈 dì締遞 dí敵滌 dǐ牴 diàn墊澱電 diān顛 diǎn點 diào弔調釣 diāo彫琱鵰 diǎo鳥 dié疊諜
dìng訂釘錠 dīng釘 dǐng頂 diū丟 dòng凍動棟 dōng東鼕 dòu讀鬥 dù鍍 dú犢獨讀頓 dǔ賭 duàn斷緞鍛 duì兌對隊 dùn鈍頓 dūn噸
duò墮馱 duó奪 è惡餓 é訛額鵝 ě噁惡 èr貳 ér兒 ěr爾餌 fà琺髮 fá罰閥 fā發 fàn氾汎範販飯 fán煩礬釩 fǎn釩 fǎng紡訪 fèi廢費
fēi飛 fěi誹 fèn奮憤糞 fén墳 fēn紛 fèng縫諷鳳 féng縫馮 fēng峯楓瘋豐鋒風 fěng諷 fù婦復縛複訃負賦 fú彿輻 fū膚 fǔ撫輔 gā夾
gài蓋鈣 gāi該 gàn幹榦贛 gān幹 gǎn扞桿稈趕 gàng槓鋼 gāng剛岡崗綱鋼 gǎng崗 gǎo鎬 gè個箇鉻 gé擱閣閤 gē擱鴿 gě個蓋 gěi給
gěng頸 gòng貢 gōng宮紅龔 gǒng鞏 gòu夠構購 gōu溝鈎鉤 gù僱顧 gǔ穀蠱賈 guà掛 guā颳 guǎ剮 guǎi枴柺 guàn慣觀貫 guān綸觀關
guǎn舘館 guǎng廣 guì劊櫃貴 guī歸規閨龜 guǐ詭軌 gǔn滾輥 guò過 guó國 guō渦過鍋 há蝦 hài駭 hái還 hàn扞漢 hán韓 hào號鎬
háo號 hè嚇賀鶴 hé覈閡 héng恆橫 hòng鬨 hóng紅鴻 hōng轟 hòu後 hù戶滬護 hú壺衚餬鬍 hū戲 hǔ許 huà劃畫畵華話 huá劃嘩華譁
huā嘩 huài壞 huái懷 huàn喚換渙煥瘓 huán環還 huān歡 huǎn緩 huáng黃 huǎng謊 huì匯彙會滙燴穢繪誨諱賄 huí迴 huī墮揮輝
huǐ毀燬譭 hún渾 hūn葷 huò獲禍穫貨 huǒ夥 jì劑旣濟紀繫繼薊計記際齊 jí卽極級輯 jī幾擊機積緝績譏跡蹟雞飢饑鷄 jǐ幾擠濟紀給
jià價駕 jiá莢袷頰 jiā傢夾挾袷 jiǎ賈鉀 jiàn劍檻漸澗濺監艦薦見賤踐鍵鑑鑒間餞 jiān堅姦殲淺漸濺監箋緘艱間
jiǎn儉揀撿檢減簡繭鹹鹼 jiàng將強漿醬 jiāng將殭漿薑 jiǎng奬槳獎蔣講 jiào敎覺較轎 jiáo矯 jiāo嬌澆膠驕
jiǎo僥攪矯絞繳腳鉸餃 jiè屆誡 jié傑潔節結 jiē節結階 jìn儘勁晉燼盡進 jǐn僅儘盡緊謹錦 jìng凈勁徑淨痙競經逕鏡靜
jīng經荊莖驚鯨 jǐng頸 jiù廄舊 jiū糾 jù劇懼據鉅鋸 jú侷 jū車鋸駒 jǔ榘舉 juàn捲絹 juān鵑 juǎn捲 jué決絕絶腳覺訣 jùn儁駿
jūn軍鈞龜 kāi開 kǎi凱豈 kǎn檻 kè剋課 ké殼 kē顆 kěn墾懇 kòu釦 kōu摳 kù庫褲 kuā誇 kuài儈塊會 kuān寬 kuàng曠況礦 kuì潰饋
kuī巋窺虧 kùn睏 kūn崑 kǔn綑 kuò擴闊 là臘蠟 lài賴 lái來萊 làn濫爛 lán攔欄瀾籃藍蘭讕闌 lǎn懶攬纜覽 lào澇絡 láo勞 lāo撈
lè樂 lèi淚纍類 léi纍鐳 lěi壘 léng稜 lì勵厤厲慄曆歷瀝礫隸麗 lí灕籬貍釐離麗 lǐ禮裏裡鯉 liǎ倆 liàn戀煉練鍊鏈
lián憐漣簾聯蓮連鎌鐮 liǎn斂臉 liàng涼諒輛 liáng樑涼糧 liǎng倆兩 liáo療遼鐐 liè獵 lìn賃 lín臨鄰鱗 lǐn凜 líng淩鈴靈齡
lǐng嶺領 liù陸餾 liú劉餾 lóng嚨籠聾龍 lǒng壟攏籠隴 lóu婁樓 lōu摟 lǒu摟簍 lù彔祿緑賂錄録陸 lú廬爐盧蘆顱 lǔ擄滷蘆虜魯鹵
lǘ驢 lǚ侶呂屢縷鋁 lǜ慮濾綠緑 luàn亂 luán孿巒攣灤 lùn論 lún侖倫崙掄淪綸論輪 lūn掄 luò絡駱 luó籮羅蘿邏鑼騾 luō羅
mà罵螞駡 má嗎 mā媽 mǎ瑪碼螞馬 mài脈賣邁麥 mǎi買 màn謾 mán瞞蠻謾饅 mǎn滿 mào貿 máo錨 māo貓 mǎo鉚 me麼 méi沒黴 měi鎂
mèn悶 mén們門 mēn悶 mèng夢 méng懞濛矇 mēng矇 měng錳 mì冪祕覓 mí彌瀰謎 miàn麪麫麵 mián綿 miǎn緬 miào廟 miè滅衊 mǐn憫閩
míng銘鳴 miù謬 mò脈 mó無麽 móu謀 mǔ畝 nà吶納鈉 nàn難 nán難 nào鬧 náo撓 nǎo惱腦 nèi內 něi餒 nì膩 nǐ擬 niàn唸 niǎn攆輾
niàng釀 niáng孃釀 niǎo鳥 niè嚙聶鎳鑷齧 nìng寧濘 níng寧擰檸獰 nǐng擰 niǔ紐鈕 nóng濃膿農 nüè瘧 nuò諾 òu漚 ōu區嘔歐毆漚鷗
ǒu嘔 pàn拚 pán盤 páng龐 pāo拋 péi賠 pèn噴 pēn噴 péng鵬 pì闢 piàn騙 piāo飄 pín貧頻 pīn拚 píng憑蘋評馮 pō潑頗 pǒ頗
pù舖鋪 pú僕 pū僕撲鋪 pǔ樸譜 qì棄氣訖 qí旂棊臍騎齊 qī悽慼棲淒緝 qǐ啓啟豈 qiàn塹縴 qián潛鉗錢 qiān牽簽籤謙遷釺鉛韆
qiǎn淺譴 qiàng嗆 qiáng墻強牆薔 qiāng嗆搶槍 qiǎng搶 qiào殻殼竅翹 qiáo僑喬橋翹 qiāo鍬 qiè竊 qīn欽親 qǐn寢 qìng慶親
qīng傾氫輕 qǐng請頃 qióng瓊窮 qiū鞦 qū區趨軀驅麯麴 qǔ齲 quàn勸 quán權顴 què卻確鵲 qún羣 ràng讓 rào繞遶 ráo饒 rǎo擾繞
rè熱 rèn紉認韌 róng榮絨 ruǎn軟 ruì銳鋭 rùn潤閏 sà薩 sǎ灑 sài賽 sāi鰓 sǎn傘 sàng喪 sāng喪 sào掃 sāo騷 sǎo掃 sè澀 shà廈
shā剎殺紗 shài曬 shāi篩 shàn撣繕贍 shān刪搧柵 shǎn閃陝 shāng傷湯 shǎng賞 shào紹 shāo燒 shè懾攝設 shē賒 shě捨 shéi誰
shèn滲腎 shēn紳蔘 shěn嬸審瀋 shèng勝聖 shéng繩 shēng昇聲陞 shì勢視試識適釋飾 shí實時蝕識 shī屍師溼濕獅蝨詩 shǐ駛
shòu壽獸 shù數朮樹竪術豎 shú贖 shū書樞輸 shǔ屬數 shuài帥 shuāng雙 shuì稅説 shuí誰 shùn順 shuò爍碩 shuō說説 sì飼 sī俬絲
sòng訟誦頌 sōng鬆 sǒng慫聳 sòu擻 sōu蒐 sǒu擻 sù泝縮肅訴遡 sū囌蘇 suān痠 suì嵗歲 suí綏隨 suī綏雖 sūn孫 sǔn損筍 suō簑縮
suǒ瑣鎖 tà撻 tǎ獺 tài態 tái擡檯臺薹颱 tàn嘆歎 tán墰壇壜彈罈罎談譚 tān攤灘癱貪 tàng燙 táng醣 tāng湯 tāo濤絛縧 tǎo討
téng謄騰 tì屜 tí銻題 tī銻體 tǐ體 tiáo條調 tiē貼 tiě鐵 tīng廳烴聽 tòng衕 tóng衕銅 tǒng統 tòu綉 tóu頭 tú圖塗 tū禿
tuán團糰 tuì蛻 tuí頹頽 tuó馱駝鴕 tuō脫託 tuǒ橢 wà襪 wā窪 wàn萬 wán翫頑 wān彎灣 wǎn輓 wǎng網 wèi為爲衛謂遺餵
wéi圍濰為爲維違韋 wěi偉偽僞緯葦 wèn問紋 wén紋聞 wēn溫 wěn穩 wèng甕 wò臥 wō撾渦窩蝸 wù務塢烏誤霧 wú吳無蕪 wū嗚汙烏誣鎢
xì係戲細繫 xí習蓆襲 xī棲犧谿錫 xǐ灑銑 xià嚇廈 xiá俠峽狹轄 xiā蝦 xiàn憲獻現綫線縣羨見餡 xián絃賢銜閑閒鹹 xiān纖鍁鮮
xiǎn銑險顯鮮 xiàng嚮曏項 xiáng詳 xiāng廂鄉鑲 xiǎng曏響 xiào嘯 xiāo囂蕭銷 xiǎo曉 xiè寫洩瀉謝 xié協挾攜脅諧 xiē蠍 xiě寫
xìn釁 xín尋 xīn鋅 xìng倖興 xīng興 xiōng兇洶 xiù綉繡銹鏽 xiū脩 xù卹敘緒續 xū噓虛須鬚 xǔ許 xuàn絢鏇 xuán懸鏇 xuān軒
xuǎn癬選 xué學 xùn訊訓遜 xún尋詢馴 xūn勛勳燻葷 yà亞壓訝軋 yā啞壓鴉鴨 yǎ啞 yàn厭嚥彥硯艷諺豔驗 yán嚴巖鉛閻顏顔鹽
yān煙菸閹 yàng樣 yáng揚楊瘍陽 yāng鴦 yǎng癢養 yào瘧葯藥鑰 yáo僥堯搖瑤窯謠謡遙 yāo約 yè業葉頁 yé爺
yì億憶洩異繹義藝詣誼譯議 yí儀遺頤 yī醫銥 yǐ蟻 yìn廕蔭飲 yín銀 yīn蔭陰 yǐn隱飲 yìng應 yíng熒營瑩螢蠅贏 yīng嬰應櫻纓鷹
yǐng穎 yō喲 yòng傭 yōng傭擁癰 yǒng湧詠踴 yòu誘 yóu猶遊郵鈾 yōu優憂 yù慾獄癒禦籲與語譽預馭鬱 yú娛於漁踰輿餘魚 yǔ嶼與語
yuàn願 yuán員園圓緣轅 yuān淵鴛 yuǎn遠 yuè嶽悅樂粵躍鈅鑰閱閲 yuē約 yùn員暈藴蘊運醖醞韻 yún勻鄖雲 yūn暈 yǔn隕 zá雜 zā紮
zài載 zāi災 zǎi載 zàn暫讚贊 zǎn攢 zàng臟 zāng贓贜髒 zào皁竈譟 záo鑿 zǎo棗 zè側 zé則擇澤責 zéi賊 zèng綜贈 zhà柵詐
zhá劄箚軋鍘閘 zhā劄査紮 zhài債 zhái擇 zhāi齋 zhàn佔戰棧綻顫 zhān氈霑 zhǎn嶄斬盞輾 zhàng帳漲脹賬 zhāng張 zhǎng漲長
zhào趙 zhè這 zhé摺蟄轍 zhě鍺 zhèi這 zhèn鎭鎮陣 zhēn偵眞貞針鍼 zhěn診 zhèng幀証證鄭 zhēng徵掙爭猙癥睜
zhì幟摯擲滯緻製誌質 zhí執職 zhī擲織隻 zhǐ紙 zhòng眾衆 zhōng終鈡鍾鐘 zhǒng種腫 zhòu晝皺軸驟 zhóu軸 zhōu謅週
zhù築註貯鑄駐 zhú朮燭築 zhū硃誅諸豬 zhǔ囑屬矚 zhuā撾 zhuàn傳賺轉 zhuān專磚 zhuǎn轉 zhuàng壯狀 zhuāng妝樁莊裝
zhuì墜綴贅 zhuī錐 zhūn諄 zhǔn準 zhuó濁繳 zì漬 zī茲諮資 zòng從縱 zōng綜蹤 zǒng總 zōu鄒 zǔ組詛 zuàn賺鑽 zuān鑽 zuò鑿
"""


def _level_1() -> str:
    """The 3,755 frequent characters of GB 2312-80: rows 16 to 55, ordered by reading."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return b"".join(cells).decode("gb2312", "ignore")


def _readings() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in _READINGS.split():
        start = next(i for i, char in enumerate(entry) if char >= "\u4e00")
        for char in entry[start:]:
            found.setdefault(char, set()).add(entry[:start])
    return {char: frozenset(readings) for char, readings in found.items()}


READINGS: dict[str, frozenset[str]] = _readings()
FREQUENT: frozenset[str] = frozenset("".join((_SIMPLIFIED + _TRADITIONAL).split()))
PUNCTUATION: frozenset[str] = frozenset("，。、；：？！“”‘’（）《》〈〉「」『』【】—…·％")
COMMON: frozenset[str] = frozenset(_level_1()) | READINGS.keys() | PUNCTUATION
