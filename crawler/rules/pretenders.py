"""What pages say that stand in an article's place: gone, log in, pay, prove to be human, come back later, for sale.

Written in simplified characters; the matcher adds the traditional forms. A wording alone refuses nothing:
:mod:`crawler.reading.pretenders` weighs how much of the page says such things.
"""

from dataclasses import dataclass

from crawler.rules.rule import alternatives


@dataclass(frozen=True, slots=True)
class Pretender:
    """One kind of sentence on a page that is no article; ``reason`` is one of :data:`crawler.reading.reasons.REASONS`.

    ``pattern`` is a regular expression, whatever its case and script, searched in one sentence. Each of ``example`` is a
    whole page that is refused for it; ``counter`` is an article with such words, or about such pages, that must pass.
    """

    id: str
    reason: str
    pattern: str
    example: tuple[str, ...]
    counter: str


def _kind(id: str, reason: str, pattern: str, example: tuple[str, ...], counter: str) -> Pretender:
    return Pretender(id, reason, alternatives(pattern), example, counter)


_THING_ZH = "(?:页面|网页|文章|内容|新闻|信息|稿件|帖子|链接|资源|网址|栏目|视频|专题)"
_THING_EN = r"\b(?:page|article|story|content|post|document|file|url|address|link|resource|item|entry)\b"

PRETENDERS: tuple[Pretender, ...] = (
    _kind("region", "blocked", r"""
        (?:not|un) ?available in your (?:country|region|location|area)|(?:unavailable|blocked|restricted)[^.\n]{0,30}(?:your (?:country|region|location)|legal reasons)|所在的?(?:国家|地区|区域)[^。\n]{0,16}(?:无法|不可|限制|不能|不支持|未开放)|in (?:ihrem|ihrer) (?:land|region)[^.\n]{0,12}nicht verfügbar|dans votre (?:pays|région)|en (?:su|tu) (?:país|región)|в ваше[мй] (?:стране|регионе)|お住まいの(?:地域|国)|해당 (?:국가|지역)에서""",
        ("This content is not available in your country.", "您所在的地区无法访问此内容", "Dieser Inhalt ist in Ihrem Land nicht verfügbar.", "Ce contenu n'est pas disponible dans votre pays."),
        "The film is not shown in every country of the valley's partner towns. The club will send copies by post, its chair said. Eleven towns have "
        "asked for one, and a school in the north wants to add subtitles before the summer."),
    _kind("gone-zh", "gone", rf"""
        {_THING_ZH}[^。\n]{{0,14}}(?:不存在|已经?被?(?:作者|管理员|发布者)?(?:删除|移除|撤下|撤销|下架|下线|失效|过期)|找不到|不见了|走丢|迷路|丢失|去火星)
        {_THING_ZH}[^。\n]{{0,8}}(?:无法(?:显示|访问|查看|找到)|不能访问|打不开|被删除|暂不可用)
        (?:找不到|无法找到|没有找到|未找到|没找到|很抱歉.{{0,8}}访问)[^。\n]{{0,14}}(?:页面|网页|文章|地址|内容|信息|资源)
        [该此](?:文|稿|篇)[^。\n]{{0,6}}(?:已被?删除|已被?撤|下线|下架)""",
        ("您访问的页面不存在或已被删除，5秒后返回首页。", "抱歉，该文章已下线", "您瀏覽的頁面已刪除", "没有找到您要的内容，换个关键词试试。",
         "此文已被删除。", "啊哦，您要找的网页走丢了，可能被外星人带走了。"),
        "渡口自一八九二年起就存在，去年关闭的页岩矿已经恢复绿化，附近居民的生活也随之改变，游客渐渐多了起来。"),
    _kind("gone-en", "gone", rf"""
        {_THING_EN}[^.\n]{{0,60}}(?:not found|no longer (?:exists?|available|here|online|published)|(?:could|can)(?: ?not|n[’']t) be (?:found|located|displayed)|(?:does|did)(?: not|n[’']t) exist)
        {_THING_EN}[^.\n]{{0,60}}(?:has|have|was|were|may have|might have) (?:been |be )?(?:removed|deleted|taken down|unpublished|expired|moved|retired|withdrawn|renamed|archived)
        {_THING_EN}[^.\n]{{0,20}}(?:is|are|[’']s) (?:gone|missing|unavailable|not available)
        (?:can(?:not| not|[’']t)|could(?: not|n[’']t)|unable to|did(?: not|n[’']t)) (?:seem to )?(?:find|locate)[^.\n]{{0,40}}(?:page|article|story|looking for|requested)
        nothing (?:was |to see |found )*here
        page you(?:[’']re| are| were)? (?:looking for|requested|tried)[^.\n]{{0,60}}(?:gone|moved|removed|missing|exist|found|unavailable)
        \b(?:error|http|code|fehler|erreur|código|ошибка|오류)\W{{0,3}}(?:404|410)\b
        \b(?:404|410)\b.{{0,30}}(?:not found|error|gone|页|fehler|erreur|ошибка)
        ^\W*(?:404|410)\W*$""",
        ("404 Not Found", "Error 404: page not found", "The page you requested could not be found.", "Sorry, this story has been removed",
         "This article is no longer available here. Go back to the home page.", "We can't seem to find the page you're looking for.",
         "Oops! That page is gone."),
        "On page 404 of the parish register the clerk noted the price of a ferry ticket in 1871: two pence."),
    _kind("gone-west", "gone", r"""
        \b(?:seite|artikel|beitrag|inhalt|dokument|datei)\b[^.\n]{0,60}(?:nicht (?:gefunden|mehr (?:verfügbar|vorhanden|online)|vorhanden|verfügbar|finden)|existiert nicht|gelöscht|entfernt|gibt es nicht)
        page introuvable|(?:page|article|contenu|document)\b[^.\n]{0,60}(?:introuvable|n[’']existe (?:pas|plus)|n[’']est (?:pas|plus) (?:disponible|accessible|en ligne)|a été (?:supprimé|retiré|déplacé))
        (?:página|artículo|noticia|contenido|nota)\b[^.\n]{0,60}(?:no (?:se )?(?:ha sido |fue |pudo ser )?(?:encontrad|existe|encontró|encuentra|está disponible)|ya no (?:existe|está)|(?:ha sido|fue) (?:eliminad|borrad|retirad))
        (?:página|artigo|notícia|conteúdo)\b[^.\n]{0,60}(?:não (?:foi )?(?:encontrad|existe|está disponível)|foi (?:removid|apagad|excluíd))
        (?:pagina|articolo|contenuto|notizia)\b[^.\n]{0,60}(?:non (?:è (?:stat[oa] )?)?(?:trovat|più disponibil|disponibil|esiste)|è stat[oa] (?:rimoss|eliminat|cancellat))
        (?:pagina|artikel)\b[^.\n]{0,40}(?:niet (?:gevonden|meer beschikbaar)|bestaat niet|verwijderd)
        (?:sidan|siden|artikeln|artikkelen)\b[^.\n]{0,40}(?:inte|ikke|hittas|finnes|findes)
        (?:stron|artyku)\w*[^.\n]{0,40}(?:nie (?:znalezion|istnieje|została znaleziona)|usunięt)
        (?:sayfa|haber|içerik)\w*[^.\n]{0,40}(?:bulunamadı|kaldırıl|mevcut değil)
        (?:halaman|artikel)\b[^.\n]{0,40}tidak (?:ditemukan|tersedia|ada)
        (?:trang|bài viết)\b[^.\n]{0,40}(?:không tồn tại|không tìm thấy|đã bị xóa)""",
        ("Die Seite wurde leider nicht gefunden", "Dieser Artikel ist nicht mehr verfügbar.", "Page introuvable", "Désolé, cet article n'existe plus.",
         "Página no encontrada", "La noticia que busca ya no existe.", "A página não foi encontrada.", "La pagina non è stata trovata.",
         "Deze pagina bestaat niet meer of is verwijderd.", "Strona nie została znaleziona.", "Aradığınız sayfa bulunamadı.",
         "Maaf, halaman tidak ditemukan.", "Trang bạn tìm không tồn tại."),
        "Der letzte Fährmann hat das Boot verkauft, die alten Fahrpläne wurden nicht gefunden. Das Museum sucht weiter nach ihnen und bittet "
        "Familien, in den Kellern nachzusehen, bevor im Mai die neue Ausstellung beginnt."),
    _kind("gone-east", "gone", r"""
        (?:страниц|стать|материал|новост|публикаци|документ|запис)\w{0,4}\b[^.\n]{0,60}(?:не (?:найден|существует|доступн)|удал[её]н|больше не|отсутствует|недоступн)
        (?:сторінк|статт|матеріал)\w{0,4}\b[^.\n]{0,40}(?:не (?:знайден|існує)|видален)
        (?:ページ|記事|コンテンツ|url|ファイル)[^。\n]{0,30}(?:見つかりません|存在しません|存在しない|削除され|掲載を?終了|公開を?終了|終了しました)
        (?:페이지|기사|게시물|콘텐츠|문서)[^.\n]{0,30}(?:찾을 수 없|존재하지 않|삭제되|없는 페이지|사라졌)|존재하지 않는 (?:페이지|기사|게시물|주소)
        (?:الصفحة|المقال|المحتوى|الخبر)[^.\n]{0,40}(?:غير موجود|لم يتم العثور|تم حذف|غير متاح)|(?:لم يتم العثور على|تعذر العثور على) (?:الصفحة|المقال)
        (?:הדף|העמוד|הכתבה)[^.\n]{0,30}(?:לא (?:נמצא|קיים)|הוסר)|η σελίδα[^.\n]{0,30}(?:δεν (?:βρέθηκε|υπάρχει))|ไม่พบ(?:หน้า|เนื้อหา)""",
        ("Страница не найдена", "К сожалению, этот материал был удалён.", "Сторінку не знайдено, статтю видалено.", "お探しのページが見つかりません",
         "この記事は掲載を終了しました。", "요청하신 페이지를 찾을 수 없습니다", "존재하지 않는 게시물입니다.", "عذرا، الصفحة غير موجودة", "הדף לא נמצא"),
        "В архиве города нет половины старых карт, и страница с планом пристани считается утраченной. Сотрудники музея надеются, что её копия "
        "хранится у потомков капитана. Выставка откроется в мае, вход свободный, экскурсии по субботам."),
    _kind("login", "wall", r"""
        请您?先?(?:重新)?(?:登录|登入|注册)|(?:登录|登入|注册)(?:后|之后|即可|方可|才能)[^。\n]{0,8}(?:查看|阅读|继续|访问|浏览|观看)|(?:还|尚)?(?:没有|未)(?:登录|登入)|登录已?(?:过期|失效|超时)|(?:忘记|找回)密码
        仅限?[^。\n]{0,6}(?:会员|注册用户)(?:可见|阅读|查看|可读)
        (?:log|sign) ?in (?:to|or|with|below|required)|(?:please|must|need to) (?:first )?(?:log|sign) ?in|(?:create|register for) (?:a |an |your )?(?:free )?account|(?:members|subscribers)[ -]only|forgot(?:ten)? (?:your )?password|have an account|register (?:now )?to (?:continue|read)|session has (?:expired|timed out)
        melden sie sich[^.\n]{0,20} an|anmelden,? um|bitte (?:melden|loggen) sie|jetzt (?:anmelden|registrieren)|registrieren sie sich|passwort vergessen
        (?:connectez|identifiez|inscrivez)[- ]vous|mot de passe oublié|créez (?:un|votre) compte
        inici[ae] sesión|regístr(?:ate|ese)|(?:faça|fazer) (?:seu )?login|accedi (?:per|o|al|con)\b|effettua (?:il )?login|log in om|zaloguj się|giriş yap|silakan (?:masuk|login)|đăng nhập để
        войдите[^.\n]{0,30}|авторизуйтесь|необходимо авториз|зарегистрируйтесь|забыли пароль|увійдіть
        ログイン(?:して|が必要|すると|後に)|会員登録|パスワードを(?:お?忘れ|入力)|로그인(?:이 필요|을 해|하세요|하시|해 ?주| 후)|회원 ?가입|비밀번호(?:를)? ?(?:찾기|잊)|(?:تسجيل|سجل) الدخول""",
        ("请先登录后查看全文", "請登入後繼續閱讀", "您还没有登录，登录后才能查看。忘记密码？", "Log in to continue reading",
         "Please sign in to read this article. Forgot password? Don't have an account?", "Bitte melden Sie sich an, um weiterzulesen.",
         "Connectez-vous pour lire la suite.", "Inicia sesión para seguir leyendo.", "Войдите, чтобы прочитать материал.",
         "この記事を読むにはログインが必要です。", "로그인이 필요한 서비스입니다.", "Zaloguj się, aby czytać dalej."),
        "市图书馆的登录大厅改在二楼，读者可以从东门进入，管理员会在门口引导，开放时间不变，周一照常闭馆一天。"),
    _kind("pay", "wall", r"""
        (?:订阅|付费|购买|开通会员|充值|成为(?:会员|订户))[^。\n]{0,12}(?:阅读|查看|解锁|浏览)|(?:全文|以下内容|剩余内容)[^。\n]{0,10}(?:付费|收费|订阅|会员|解锁)|(?:剩余|还有)\s?\d{1,2}\s?%[^。\n]{0,20}|试读(?:已经?)?结束|(?:会员|vip|付费)(?:专享|专属)
        subscribe (?:now |today )?(?:to|for)\b[^.\n]{0,30}(?:continue|read|access|unlock|keep)|^\W*subscribe (?:now|today)|already a (?:subscriber|member)|start your (?:free )?(?:trial|subscription)|to (?:continue|keep) reading|reached your[^.\n]{0,30}limit|(?:last|all|your) (?:\w+ )?free articles?|unlock (?:this|the|full|unlimited)|become a (?:member|subscriber)
        (?:article|story|content) is (?:for|available|exclusive|reserved|only)[^.\n]{0,30}(?:subscri|member)|(?:only|exclusive) (?:available )?(?:to|for) (?:\w+ )?(?:members|subscribers)|\d+ (?:free )?articles? (?:left|remaining)|cancel any ?time
        (?:nur für|exklusiv für)[^.\n]{0,20}(?:abonnent|mitglieder|registrierte)|(?:artikel|beitrag|text)[^.\n]{0,40}(?:weiterlesen|\babo\b|abonnent|freischalten|kostenpflichtig)|um weiterzulesen|jetzt (?:abonnieren|weiterlesen|testen)|bereits abonnent|\babo (?:abschließen|testen|bestellen)|(?:weiterlesen|lesen) mit (?:\w+)?abo\b
        abonnez[- ]vous|(?:réservé|accessible)e? (?:uniquement )?(?:aux|à nos) abonnés|déjà abonné|il vous reste \d+ ?%|pour lire la suite
        suscr[ií]b(?:ete|ase|ite)|(?:exclusiv[oa]|s[oó]lo) para suscriptores|para (?:seguir|continuar) leyendo|ya eres suscriptor|assine (?:já|agora|para)|exclusivo para assinantes|abbonati (?:per|ora|subito)|riservato agli abbonati|per continuare a leggere
        (?:alleen|exclusief) voor abonnees|tylko dla (?:abonentów|subskrybentów)|abone ol
        оформите подписку|только (?:для|по) (?:подписчик|подписк)\w*|доступ\w* (?:по подписке|подписчикам)|чтобы (?:продолжить|читать)[^.\n]{0,40}подпи
        会員(?:限定|専用)(?:です)?|有料(?:会員|記事|登録|プラン)(?:限定)?(?:です)?|残り\s?[\d０-９,]+\s?文字|続きを?(?:読む|お読み)[^。\n]{0,12}(?:には|ため|会員|登録)|유료 ?(?:회원|기사|구독)(?: 전용)?|구독(?:하시면|하면|자 전용|이 필요)""",
        ("订阅后即可阅读全文", "剩余72%的内容需要付费阅读，成为会员后解锁。", "Subscribe to continue", "You have reached your monthly limit of free articles. Subscribe now.",
         "Dieser Artikel ist nur für Abonnenten. Jetzt weiterlesen mit dem Monatsabo.", "Sie möchten diesen Artikel lesen? Jetzt Abo abschließen.", "Article réservé aux abonnés. Déjà abonné ? Il vous reste 80 % de cet article.",
         "Contenido exclusivo para suscriptores. Suscríbete ahora.", "Материал доступен только для подписчиков.", "この記事は有料会員限定です。残り1,204文字", "이 기사는 유료 회원 전용입니다."),
        "The two papers of the valley will charge for their websites from May. Editors said some 900 readers had signed up. The weekly keeps "
        "its notices free, and the library will give out day passes at its counter to anyone with a card."),
    _kind("cookies", "wall", r"""
        \b(?:we|our|this (?:site|website)|you)\b[^.\n]{0,80}\bcookies?\b|\bcookies?\b[^.\n]{0,60}(?:accept|consent|settings|preferences|reject|allow|manage|policy)|accept (?:all )?cookies|(?:we|our partners)[^.\n]{0,40}(?:your privacy|store and/or|process (?:personal )?data)|manage (?:your )?(?:consent|preferences|choices|privacy)|legitimate interest|withdraw your consent|^\W*(?:accept|reject|agree)(?: (?:all|and \w+))?\W*$|(?:wir|unsere)[^.\n]{0,60}\bcookies?\b
        \bcookies?\b[^.\n]{0,60}(?:zustimm|akzept|einstell|ablehn)|(?:zustimm|einwillig|akzeptier)\w*[^.\n]{0,60}(?:cookies?|daten|werbung|tracking)|mit werbung (?:weiter)?lesen|datenschutz ?einstellungen
        \bcookies?\b[^.\n]{0,60}(?:accept|refus|consent|paramétr)|continuer sans accepter|nos partenaires|tout (?:accepter|refuser)|votre vie privée
        \bcookies?\b[^.\n]{0,60}(?:acept|aceit|accett|rechaz|configur|utiliz)|(?:acept|aceit|accett|rechaz|utiliz|usamos)\w*[^.\n]{0,40}\bcookies?\b|su privacidad
        (?:файл\w* (?:cookie|куки))|(?:cookie|クッキー)[^。\n]{0,40}(?:同意|使用|利用|設定|許可)|쿠키[^.\n]{0,30}(?:동의|사용|허용|설정)|(?:cookie|隐私)[^。\n]{0,30}(?:同意|接受|设置)|(?:同意|接受|使用)[^。\n]{0,16}cookie""",
        ("We value your privacy. We and our partners store and/or access information on a device, such as cookies. You can manage your choices at "
         "any time. Accept all", "Wir verwenden Cookies. Bitte stimmen Sie der Nutzung von Cookies zu oder ändern Sie die Datenschutzeinstellungen.",
         "Nous et nos partenaires utilisons des cookies. Vous pouvez accepter ou refuser les cookies. Continuer sans accepter",
         "Utilizamos cookies propias y de terceros. Acepte las cookies para continuar.", "本网站使用Cookie，继续浏览即表示您同意我们的隐私政策和Cookie设置。",
         "このサイトはCookieを使用しています。利用に同意してください。"),
        "The bakery gave away its last tin of cookies on Sunday. Its owner retires after forty years, and nobody in the village wants to take the "
        "shop. The mill will sell the same flour at the gate, and the recipe hangs in the town hall."),
    _kind("interstitial", "wall", r"""
        (?:skip|close) (?:this |the )?(?:ad\b|advert)|(?:continue|proceed) to (?:the |our )?(?:site|article|content|website|destination)|you (?:will|are)(?: being| be) redirected|^\W*redirecting|ad ?block\w*[^.\n]{0,40}(?:disable|turn off|detected|whitelist)|(?:disable|turn off|whitelist|pause)[^.\n]{0,30}ad ?block
        \d+\s?秒[^。\n]{0,8}(?:跳转|关闭|跳过|进入)|(?:正在|即将|自动)[^。\n]{0,8}跳转|跳过广告|(?:关闭|禁用|检测到)[^。\n]{0,10}(?:广告(?:拦截|屏蔽)|adblock)|您即将离开
        weiter zu[mr]? (?:artikel|angebot|seite)|werbung (?:überspringen|schließen)|sie werden[^.\n]{0,30}weitergeleitet|werbeblocker|passer (?:la pub|l[’']annonce)|vous allez être redirigé|bloqueur de publicité|saltar (?:el )?anuncio|será redirigido|bloqueador de anuncios
        вы будете перенаправлены|пропустить рекламу|広告を(?:スキップ|閉じる)|自動的に(?:移動|転送|ジャンプ)|광고 건너뛰기|자동으로 이동""",
        ("Advertisement. Skip this ad. Continue to article", "You are being redirected, please wait.", "广告 5 秒后自动跳转，点击跳过广告", "Please disable your ad blocker: adblock detected.",
         "Werbung überspringen. Weiter zum Artikel", "Vous allez être redirigé dans quelques secondes.", "広告をスキップ"),
        "The bridge is closed until May. Traffic over the river is led through the old town, and the buses of line 4 stop at the market. The council "
        "will pay for a second ferry on Saturdays, the mayor said."),
    _kind("age", "wall", r"""
        (?:must|have to|need to) be (?:at least |over )?(?:18|19|20|21|eighteen|twenty-one)\b|(?:confirm|verify|enter)[^.\n]{0,20}(?:age\b|date of birth)|^\W*age (?:verification|check|gate)\W*$|(?:over|at least) (?:18|21) years
        (?:年满|未满|已满)\s?(?:18|十八)[^。\n]{0,20}(?:周岁|岁)|(?:确认|验证)[^。\n]{0,6}年龄|(?:mindestens|über) (?:16|18) jahre|bestätigen sie ihr alter|(?:plus de|moins) 18 ans|mayor de 18|maiores? de 18|вам (?:уже )?(?:есть|исполнилось) 18|18歳(?:以上|未満)|만 ?19세""",
        ("You must be 18 years or older to view this page. Please confirm your age.", "您是否已年满18周岁？请确认您的年龄。",
         "Sind Sie mindestens 18 Jahre alt? Bitte bestätigen Sie Ihr Alter.", "あなたは18歳以上ですか？"),
        "Swimmers in the long race across the lake must be 18 or older, the club said. The start is at nine below the mill. Forty boats will "
        "guard the course, and the ferry stops for two hours. Soup is served at the pier."),
    _kind("challenge", "blocked", r"""
        checking (?:your|if the) (?:browser|site)|pardon our interruption|(?:think|thought|believe|suspect)\w*(?: that)? you (?:are|were|might be|may be) (?:a |an )?(?:(?:ro)?bot|automated|crawler|scraper)|your browser will (?:be )?redirect\w*|just a moment|verify(?:ing)?(?: that)? you(?:[’']re| are)(?: a)?(?: not a (?:ro)?bot| human)|(?:prove|confirm|show us|make sure|check)(?: that)? you(?:[’']re| are)(?: not)?(?: a)? (?:ro)?bot|(?:prove|confirm)(?: that)? you(?:[’']re| are)(?: a)? human|are you (?:a )?(?:human|robot)|not a robot
        (?:enable|turn on) (?:javascript|js|cookies)|requires? javascript|ddos protection|(?:complete|solve|pass|enter)[^.\n]{0,30}(?:captcha|challenge|puzzle|security check)|(?:enter|type) the (?:characters|letters|code) (?:you see|shown|in the|below)|security (?:check|verification|challenge)|unusual (?:traffic|activity)|automated (?:requests|access|queries|traffic)|needs to review the security|attention required|human verification|press (?:&|and) hold|^\W*captcha\W*$|one more step
        (?:安全|人机|滑动|滑块|真人|机器人)(?:验证|检测|校验)|请[^。\n]{0,12}(?:输入|完成|点击|拖动|滑动|按住|拖拽|通过)[^。\n]{0,14}(?:验证|滑块|拼图|图中|图形)|拖动[^。\n]{0,6}滑块|检查[^。\n]{0,6}浏览器|浏览器[^。\n]{0,8}(?:检查|检测|验证)|(?:开启|启用|打开)[^。\n]{0,6}javascript|是真人|不是机器人
        sicherheits(?:überprüfung|prüfung|abfrage)|kein (?:ro)?bot|ein mensch sind|ihr browser wird|aktivieren sie[^.\n]{0,20}javascript|ungewöhnlich\w* (?:datenverkehr|zugriffe|aktivität)|captcha[^.\n]{0,20}(?:lösen|ein)
        vérifi\w+[^.\n]{0,40}(?:humain|robot|navigateur)|pas un robot|activ\w+ javascript|contrôle de sécurité|trafic (?:inhabituel|suspect)|captcha
        (?:verific|comprob)\w*[^.\n]{0,40}(?:humano|robot|navegador|seguridad)|no (?:eres|es|soy) un robot|não (?:é|sou) um robô|non sei un robot|(?:habilit|activ)\w* javascript|robot olmadığınızı|nie jest(?:eś|em) robotem|geen robot
        провер\w+[^.\n]{0,40}(?:браузер|безопасн|человек|робот)|не робот|включите javascript|подозрительн\w+ (?:активность|трафик|запрос)|введите[^.\n]{0,20}(?:символы|код)[^.\n]{0,12}(?:картин|изображ)
        ロボットでは?(?:ない|ありません)|ブラウザ[^。\n]{0,12}(?:確認|チェック)|セキュリティ(?:チェック|確認|検証)|javascriptを(?:有効|オン)|画像認証|로봇이 ?아닙|사람인지|브라우저[^.\n]{0,12}(?:확인|검사)|보안 ?(?:문자|검사|인증|확인)|자동(?:입력|등록) ?방지""",
        ("Checking your browser before accessing the site. Ray ID: 7d1f", "Just a moment...", "Pardon our interruption. Something about your browser made us think you were a bot.", "Please verify you are a human", "Enable JavaScript and cookies to continue",
         "Please complete the security check to continue. Why do I have to complete a CAPTCHA?", "Our systems have detected unusual traffic from your network.",
         "安全验证 请完成下方验证后继续访问", "请输入验证码", "拖动滑块完成拼图", "為了您的帳戶安全，請完成滑動驗證", "正在检查您的浏览器，请稍候",
         "Bitte bestätigen Sie, dass Sie kein Roboter sind.", "Veuillez confirmer que vous n'êtes pas un robot.", "Verifica que no eres un robot para continuar.",
         "Подтвердите, что вы не робот.", "ロボットではないことを確認してください。", "보안 문자를 입력해 주세요.", "Confirme que você não é um robô."),
        "市公安局提醒，骗子常以“安全验证”为名索要短信验证码。上月全市接到此类报警三十起，损失十二万元。民警说，银行不会来电索要验证码，老人最容易上当。"),
    _kind("refusal", "blocked", r"""
        access (?:to this (?:page|site|resource) )?(?:has been |is |was )?(?:denied(?! for user)|blocked|forbidden|restricted)|you (?:have been|are|were) (?:blocked|banned)|(?:your|this) (?:request|ip)(?: address)?[^.\n]{0,30}(?:blocked|rejected|banned|denied)|(?:don[’']t|do not) have permission to access|not authori[sz]ed to (?:access|view)|web application firewall|403 forbidden|^\W*forbidden\W*$|403 error
        (?:您|你|当前|本次|抱歉)的?[^。\n]{0,4}(?:访问|请求|操作|ip|网络|行为)[^。\n]{0,16}(?:被(?:阻断|拦截|拒绝|禁止|限制|屏蔽|封)|异常|可疑|(?:存在|疑似)[^。\n]{0,6}(?:风险|威胁|攻击)|拦截)|(?:访问|请求)已?被(?:阻断|拦截|拒绝|禁止)|(?:应用|网站)防火墙|云防护|(?:拒绝|禁止)访问|(?:没有|无)权限?(?:访问|查看)
        zugriff (?:wurde )?(?:verweigert|gesperrt|blockiert)|accès (?:refusé|interdit|bloqué)|acceso (?:denegado|bloqueado|restringido)|acesso (?:negado|bloqueado)|accesso (?:negato|bloccato)|toegang geweigerd|dostęp (?:zabroniony|zablokowany)|erişim engellendi
        доступ[^.\n]{0,16} (?:запрещ[её]н|ограничен|заблокирован)|アクセス(?:が|は)?[^。\n]{0,10}(?:拒否|禁止|ブロック)|접근(?:이)? ?(?:거부|차단|제한)|접속(?:이)? ?차단|비정상적인 (?:접근|접속)|تم (?:رفض|حظر) (?:الوصول|الدخول)""",
        ("Access Denied. You don't have permission to access this page. Reference #18.2d3f", "Sorry, you have been blocked", "您的访问请求被拦截，如有疑问请联系网站管理员",
         "抱歉，您的请求疑似攻击行为！您的IP：10.0.0.1", "Zugriff verweigert", "Accès refusé", "Acceso denegado", "Доступ к сайту запрещён", "アクセスが拒否されました",
         "접근이 차단되었습니다"),
        "The council denied the ferry firm access to the north pier. The firm will appeal, its lawyer said on Friday. Commuters can take the bus from "
        "the market until the court decides in June. A second boat waits in the yard."),
    _kind("busy", "busy", r"""
        too many requests|(?:rate|request) limit|(?:made|sent|sending) too many|under (?:construction|maintenance)|^\W*(?:coming|launching|opening) soon\W*$|(?:scheduled|down for|undergoing) maintenance|(?:be|are) (?:right )?back (?:soon|shortly|online)|temporarily (?:unavailable|offline|down|closed)|service unavailable
        (?:请求|访问|操作)(?:过于|太|次数)(?:频繁|过多|快)|(?:系统|网站|服务器|页面|站点)[^。\n]{0,12}(?:维护|升级|建设)(?:中|，|$)|正在(?:维护|升级|建设)|系统(?:繁忙|维护)
        zu viele anfragen|wartungsarbeiten|trop de requêtes|(?:en|cours de) maintenance|demasiadas (?:solicitudes|peticiones)|en mantenimiento|em manutenção|in manutenzione|слишком много запросов|(?:техническ|профилактическ)\w+ работ|メンテナンス(?:中|のため)|リクエストが多すぎ|アクセスが集中|요청이 너무 많|(?:시스템|서버) ?점검|점검 ?중""",
        ("Too many requests. Please try again later.", "We'll be back soon! The site is down for maintenance.", "Our new website is under construction. Leave your email to be notified.", "访问过于频繁，请稍后再试", "網站維護中，請稍後再試",
         "Zu viele Anfragen", "Site en maintenance", "На сайте ведутся технические работы.", "ただいまメンテナンス中です。", "시스템 점검 중입니다."),
        "The old lock is closed for repairs until May, the canal board said. Barges wait below the bridge, and the museum boat will not sail this "
        "spring. The work costs two million and is paid by the county."),
    _kind("broken", "http-error", r"""
        internal server error|bad gateway|gateway time-?out|error establishing a database connection|(?:fatal|parse) error:.{0,200}|(?:fatal|parse) error\b|critical error on (?:this|the|your) (?:web ?)?(?:site|page)|access denied for user.{0,100}|call to undefined.{0,100}|custom error settings.{0,200}|uncaught (?:exception|\w*error)|stack ?trace|traceback \(most recent.{0,200}|exception in thread|\bat [\w.$]{3,80}\([\w.]{1,60}:\d+\)|(?:mysql|sql|pdo|odbc)\w*(?: |-)?(?:error|exception)|undefined (?:index|variable|function)|\b\w+exception:.{0,200}|runtime error|server error in|something went wrong|an? (?:\w+ )?error (?:has )?occurred|file "[^"\n]{1,200}", line \d+
        (?:服务器|系统|程序)(?:内部)?(?:错误|出错|异常|开小差)|数据库(?:连接)?(?:错误|失败|出错)(?:[:：].{0,120})?|interner serverfehler|erreur interne|error interno|внутренняя ошибка|サーバー ?エラー|서버 ?오류
        welcome to nginx|apache2? (?:\w+ )?default page|^\W*it works\W*$|test page for|this is the default|web server (?:software )?is (?:running|successfully)|站点创建成功|没有找到站点|account (?:has been )?suspended|(?:网站|站点|空间|主机)[^。\n]{0,6}已?(?:到期|过期|停用|暂停|关闭|欠费)""",
        ("500 Internal Server Error", "There has been a critical error on this website. Please check your site admin email inbox.",
         "Fatal error: Uncaught Error: Call to undefined function show() in /srv/www/news.php:41", "Runtime Error. An application error occurred on the server.", "Error establishing a database connection", 'Traceback (most recent call last): File "/srv/app/views.py", line 12, in show',
         "java.lang.NullPointerException: at com.example.News.show(News.java:12)", "服务器内部错误，请稍后重试", "Welcome to nginx! If you see this page, the nginx web server is successfully installed.",
         "恭喜，站点创建成功！", "It works!", "This Account has been suspended.", "Внутренняя ошибка сервера"),
        "An error in the tide tables brought the ferry to the pier an hour early on Sunday. Nobody was hurt. The harbour office will print the tables "
        "anew, and the captain has kept a copy for the museum, where it will hang from May."),
    _kind("parked", "http-error", r"""
        domain(?: name)?\b[^.\n]{0,40}(?:for sale|parked|expired|is available)|(?:is|been) parked\b[^.\n]{0,30}|(?:buy|get|renew) (?:this|the|your) domain|(?:make|submit) an offer|domain (?:parking|broker|owner)|^\W*related (?:searches|links)
        域名[^。\n]{0,12}(?:出售|转让|停放|到期|待售|过期)|(?:购买|收购)(?:此|该|这个)域名|domain[^.\n]{0,30}(?:verkauf|kaufen|geparkt)|domaine[^.\n]{0,20}(?:à vendre|en vente|expiré)|dom[ií]nio[^.\n]{0,20}(?:en venta|in vendita|à venda|caducado)
        домен[^.\n]{0,30}(?:прода[её]тся|продаж|припаркован|ист[её]к)|ドメイン[^。\n]{0,20}(?:販売|期限|売却)|도메인[^.\n]{0,20}(?:판매|만료)""",
        ("This domain is for sale! Buy this domain. Make an offer.", "example.org is parked free. Get this domain.", "该域名正在出售，联系我们购买此域名", "Diese Domain steht zum Verkauf.", "Ce nom de domaine est à vendre.",
         "Домен продаётся", "このドメインは販売中です。"),
        "The lake and its mill are for sale. The family asks two million, the agent said, and hopes that a farmer will take them. The county may buy the "
        "shore for a path around the water, which the village has wanted since 1987."),
    _kind("directory", "list", r"^\W*index of /.{0,300}|directory listing (?:for|of)|\[?to parent directory|^\W*parent directory|的索引$",
        ("Index of /news/2023 Parent Directory a.html b.html", "Directory listing for /news/"),
        "The index of prices rose again, and the parent council asks for cheaper lunches. A vote is planned for May, the mayor said. Meals cost three "
        "euros now, and the kitchen feeds two hundred children."),
)  # fmt: skip

#: Right below a text of a few lines: the rest of it is for those who pay or log in.
CUT = _kind(
    "cut",
    "wall",
    r"""
    (?:剩余|还有|余下)\s?\d{1,3}\s?[%％]|(?:订阅|付费|购买|开通会员|成为会员|登录|注册)[^。\n]{0,10}(?:阅读|查看|解锁)(?:全文|更多|剩余|余下|完整)|(?:全文|以下内容|剩余内容|余下内容)[^。\n]{0,10}(?:付费|收费|订阅|会员|解锁)
    (?:subscribe|log in|sign in|register|upgrade)[^.\n]{0,40}(?:continue|keep|read|unlock)|to (?:continue|keep) reading|(?:read|unlock|see) the (?:full|rest|whole)|(?:only|exclusive\w*) (?:available )?(?:to|for) (?:\w+ )?(?:members|subscribers)|\d+ ?% of (?:this|the) (?:article|story)
    nur für abonnent|um weiterzulesen|jetzt weiterlesen|(?:artikel|text) (?:ist )?(?:kostenpflichtig|weiterlesen)|(?:réservé|accessible)e? aux abonnés|il vous reste \d+ ?%|la suite de cet article|para (?:seguir|continuar) leyendo|exclusiv[oa] para suscriptores|exclusivo para assinantes|per continuare a leggere|riservato agli abbonati
    чтобы (?:продолжить|дочитать|читать)|только (?:для|по) подпис|残り\s?[\d０-９,]+\s?文字|(?:有料)?会員限定|続きを?(?:読む|お読み)[^。\n]{0,6}(?:には|ため)|유료 ?(?:회원|기사)|구독(?:하시면|하면|자 전용)""",
    (
        "剩余83%的内容需要付费阅读",
        "登录后阅读全文",
        "Subscribe to continue reading",
        "Il vous reste 80 % de cet article à lire.",
        "残り1,204文字",
        "Jetzt weiterlesen mit Plus",
    ),
    "请登录后发表评论",
)

#: What stands beside such sentences and says nothing by itself.
BESIDE = alternatives(r"""
    (?:back|return|go) (?:back )?to (?:the )?(?:home|front|main|start)|home ?page|返回(?:首页|上一页|主页|上页)|首页|联系(?:我们|客服|管理员|站长|网站)|contact (?:us|the|support|your)|刷新|\breload|\brefresh|please (?:wait|try|check|contact|use)|try again|(?:helpful|useful|following|popular) (?:links|pages)|(?:links|pages) (?:below|instead)|(?:try|use)(?: (?:a|the|our))? search|latest (?:headlines|stories)|请(?:稍|检查|联系|尝试|刷新|重试)|稍[后候]
    you (?:can|may|might)|使用搜索|\bip(?: address)?\s?[:：]|ray id|(?:reference|incident|request|support|event|error) ?(?:id|code|number|#)|(?:事件|请求|错误)\s?(?:id|编号|代码|码)|copyright|©|powered by|performance (?:&|and) security|zur startseite|accueil|inicio|на главную|トップページ|홈으로|메인으로|why (?:do|did|have)|what can i do
    ^[\W\d_]*$|^(?:oops|sorry|whoops|抱歉|对不起|很抱歉|entschuldigung|désolé|lo sentimos|извините|申し訳ございません|죄송합니다)\b.{0,20}$|^.{1,4}$
""")  # fmt: skip

#: A sentence that speaks to its reader; news speak of others.
DIRECT = alternatives(r"""
    [您你请]|抱歉|对不起|\b(?:you|your|you[’'](?:re|ve|ll)|we|our|please|sorry|oops)\b|\b(?:sie|ihre?[mrns]?|bitte|leider)\b|\b(?:vous|votre|vos|nous|veuillez|désolée?)\b|\b(?:su|tu|usted|você|seu|tuo|lo sentimos|por favor|per favore)\b
    \b(?:вы|вас|ваш\w*|пожалуйста|извините|сожалению)\b|ください|お探し|ございません|申し訳|주세요|십시오|하신|죄송|ご了承
""")
