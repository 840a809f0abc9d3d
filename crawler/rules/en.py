"""Lines of English-language portals. Longer than a module should be: it is a table."""

from crawler.rules.rule import ANYWHERE, EDGES, PROSE, TAIL, TITLE, Rule, bar, rule, words

_NAME = (
    r"(?-i:(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May |June|July|August|September"
    r"|October|November|December|The |This |That |These |His |Her |Their |Its |Our |My |Your |All |Some |Then |Now |Far |Law )"
    r"[A-ZÀ-ÞĀ-Ž][\w'’.-]*(?: (?:[A-ZÀ-ÞĀ-Ž\"“][\w'’.\"”-]*|de|da|di|del|della|van|von|der|den|la|le|al|el|bin|ibn|dos|du|of|the|for))*)"
)
_ROLE = words(r"""
    staff|writer|reporter|editor|correspondent|columnist|contributor|contributing|news|post|times|press|desk|bureau|agency
    associated press|ap|reuters|afp|analyst
    producer|author|journalist|photographer|published|updated|posted|special to|for|intern|fellow|follow|digital|senior|chief|opinion
    guest|the|crime|sports
    health|politics|\S+@\S+|@\w+|www\.\S+|in [a-z]|\d
""")
_SECTIONS = """
    home|news|latest|latest news|local|local news|national|national news|world|world news|international|us|u\\.s\\.|uk|europe|asia
    africa|americas|middle east|australia|canada|china|india|business|economy|finance|money|markets|tech|technology
    science|health|sport|sports|football|soccer|tennis|cricket|rugby|golf|nfl|nba|nhl|mlb|mma|f1|boxing|entertainment|celebrity|celebs
    celebrities|movies|film|tv|music|books|arts|art|culture|life|lifestyle|style|fashion|beauty
    food|travel|opinion|opinions|editorial|editorials|columns|columnists|commentary|letters|features|feature|video|videos|photos|photo
    pictures|gallery|galleries|podcast|podcasts|audio|live|weather|traffic|crime|crime & safety|politics|policy|education|environment
    climate|climate change|energy|real estate|property|homes|autos|auto|cars|motoring|jobs|careers|career|classifieds|obituaries|events
    calendar|horoscopes|puzzles|games|crosswords?|comics|magazine|newspaper|e-paper|archive|archives|about|about us|contact|contact us
    help
    faq|faqs|support|shop|shopping|store|deals|coupons|reviews|how-to|how to|guides|advice|relationships|family|parenting|parents|pets
    wellness|fitness|religion|history|space|security|investigations|special reports|explainers|fact check|fact-check|fact-checked
    peer-reviewed publication|proofread|big reads?|long reads?|blogs?
    press releases?|general|regional|city|county|state|metro|nation|nation & world|community|people|society|women|kids|schools?
    university|royals?|showbiz|gossip|trending|popular|featured|multimedia|interactive|data|graphics|cartoons|quiz|quizzes|newsletters?
    apps?|menu|sections?|topics?|more|more news
    search|subscribe|subscriptions?|subscriber|sign in|log in|login|register|my account|account|settings|press|media|agenda|companies
    startups|innovation|mobile|computing|software|hardware|gaming|internet|ai|personal finance|retirement|investing|stocks|stock|crypto
    breaking news|top stories|headlines
    general news|this week|today|all|other|misc|uncategorized|announcements|hall of fame|editor'?s picks?|english|español
    skip to (?:main )?content|skip to navigation|accessibility(?: statement)?|site map|sitemap|privacy|privacy policy|terms
    terms of (?:use|service)|advertise|advertising|advertise with us|disclaimer|corrections|partners
"""  # fmt: skip

EN: tuple[Rule, ...] = (
    rule(
        "login.en",
        ANYWHERE,
        r"""
        log in|login|log-in|sign in|sign-in|log out|logout|sign out|register|register now|create account|create an account
        create free account|create a free account|join now|my account|account|account settings|forgot (?:your )?password
        forgotten password|lost password|remember me|keep me signed in|stay signed in|thank you for registering|you are logged in
        you are signed in|switch accounts|welcome!? ?log into your account|log into your account|your username|your password
        password recovery|recover your password|a password will be e-?mailed to you
        account settings log out
        manage account|manage subscription|edit profile|edit profilesign out|sign in with email
        continue with (?:google|facebook|apple|email|orcid)|sign in with google sign in with facebook.*|you are signed in as.*
        already have an account|don'?t have an account|sign up log in|log insign up|sign uplog in|sign in subscribe|register or log in
        (?:already )?(?:a |have a )?(?:subscriber|subscribed|member|registered)\??\s?(?:please )?(?:sign|log) ?in.{0,30}
        please (?:log|sign) in.{0,50}|(?:log|sign) in (?:to|or|with|here|for|using).{0,50}
        (?:already|not) (?:a |yet a )?(?:subscriber|member|subscribed|registered).{0,30}
        you (?:must|need to) be (?:logged|signed) in.{0,40}
        login to.{0,40}|register (?:to|for|or|now|here|and).{0,60}|create an account or.{0,60}|to continue,? please.{0,40}
        if you(?:'d|’d| would) like to change your details.{0,60}|find your bookmarks in.{0,60}
        registration is (?:a )?(?:free|quick).{0,50}
""",
        ("Sign in", "Log in to leave a comment", "Already a Subscriber? Sign in"),
        (
            "Sign in sheets were found in the burned office.",
            "Login screens froze across the county on Friday.",
            "Register offices in four towns will close.",
        ),
        110,
        closes=PROSE,
    ),
    rule(
        "newsletter.en",
        ANYWHERE,
        r"""
        newsletter|newsletters|email newsletter|newsletter signup|newsletter sign up|our newsletter|our newsletters|all newsletters
        see all newsletters|more newsletters|get the newsletter|subscribe|subscribe now|subscribe today|subscribe here|sign up
        sign up now|sign up here|sign me up|i'm in|join newsletter|join our newsletter|daily newsletter|sign up for free
        subscribe sign up|email address|your email|your email address|enter your email|enter email|e-mail address|email|e-mail
        no,? thanks|no thanks
        invalid email|please enter a valid email address|thanks for signing up|thank you for signing up|thank you for subscribing
        you have successfully subscribed|your subscription has been successful|success|done|submit|send|stay informed|stay connected
        stay in the loop|stay up to date|stay up-to-date|be the first to know|never miss a story|get started|manage your newsletters?
        first name|last name|name|follow|follow us|follow us on|visit us on (?:facebook|twitter|instagram|youtube|linkedin|tiktok)
        rss feeds?|get email updates (?:with|from).{0,40}|register / sign in to unlock.{0,30}|share your thoughts and join.{0,40}
        something went wrong.{0,40}|invalid email ?something went wrong.{0,40}|follow on
        (?:sign|signing) up (?:for|to|here|now|today|with|below|and|by|free|\().{0,160}
        subscribe (?:to|for|now|here|today|and|via|by|with|or).{0,140}
        (?:join|get|receive) (?:our|the|a|your|more|all the|breaking|latest|daily|weekly|free|unlimited|full|email|e-mail|top|local|must-read|exclusive|updates|news|an?)\b.{0,100}(?:newsletters?|inbox|e-?mail updates|emails?|notifications?|alerts?|whatsapp).{0,80}
        (?:want|looking for|like|enjoy|enjoyed|love) (?:more|this|what you|to keep|stories|our)\b.{0,80}(?:sign up|subscribe|our newsletters?|join us).{0,60}
        by (?:signing up|subscribing|submitting|providing|registering|entering|clicking|joining|continuing|creating).{0,20}(?:your|you|i|an?|this|to|up|here|below|,|')?.{0,260}(?:agree|consent|acknowledge|accept|terms|privacy|opt).{0,200}
        (?:i (?:agree|consent|would like|want|have read|understand)|yes,? (?:i|please|send)|please (?:check|send) (?:the|me)).{0,200}(?:emails?|newsletters?|offers|terms|privacy|marketing|updates|opt-in|subscribe|contacted).{0,120}
        (?:we|our) (?:use your sign-?up|encountered an issue|will never|'ll never|do not share|won'?t share|community members|may include).{0,260}
        (?:no spam|you can|to) (?:,? we promise|unsubscribe|opt out).{0,120}|unsubscribe (?:at )?any ?time.{0,60}
        (?:a welcome email|the next issue of|check your inbox|check your email|there was an error|your subscription could not|your data is managed|your information will).{0,140}
        (?:contact me with|receive email from us|send me|email me|notify me|keep me|let me know).{0,100}
        (?:interested in|browse|view|see|discover) (?:more|all|our|other) newsletters.{0,30}|unsubscribe.{0,30}
        this site is protected by recaptcha.{0,120}
        (?:the |our |your )?(?:weekly|daily|morning|evening|free) (?:newsletter|briefing|digest)\b[^.!?]{0,60}
        (?:support|donate to|make a donation to|become a (?:member|supporter|subscriber|patron) of) (?:us|our|independent|local|quality|the (?:news|paper|guardian)|[\w ]{2,20} journalism)\b.{0,60}
        make a donation|become a (?:member|supporter|subscriber|patron)
        support (?:us|our work|our journalism|local journalism|independent journalism)
        for (?:the latest|more|all the latest|free|breaking|daily|exclusive).{0,120}(?:newsletters?|sign up|subscribe|follow us|your inbox|click here).{0,60}
        follow (?:us|me|him|her|them|our|the|this|along|your favou?rites?|topics?|related|more)\b.{0,20}(?:on|via|@|authors?|topics?|page|channel|favou?rites?).{0,90}
        follow @?[\w.]+ on .{2,60}
        follow .{2,40} on (?:twitter|facebook|instagram|x|youtube|tiktok|linkedin|telegram|threads|whatsapp)\b.{0,220}
        (?:like|join|find|connect with) us on.{0,70}
        never miss.{0,100}(?:sign|inbox|newsletter|subscribe|alerts?|beat).{0,40}
""",
        (
            "Sign up for our daily newsletter",
            "Get the latest news in our daily email newsletter",
            "By signing up, you agree to our Terms and Privacy Policy.",
            "Follow us on Facebook and Twitter",
            "Thanks for signing up!",
        ),
        (
            "Subscribe rates for the paper fell by a tenth.",
            "Signing up volunteers took the club most of the summer, she said.",
            "Follow the river north and the road ends at a gate.",
            "Get out of the valley while you can, the sirens seemed to say.",
            "The newsletter editor was arrested on Monday.",
            "Support for the dam fell to a third.",
        ),
        420,
        closes=PROSE,
    ),
    rule(
        "paywall.en",
        ANYWHERE,
        r"""
        (?:this|the rest of this|our|full) (?:article|story|content|post) is (?:for|only|available|exclusive|reserved|free|limited).{0,80}(?:subscribers?|members?|registered|premium).{0,60}
        (?:you have|you've|you’ve|\d+) .{0,20}(?:free )?(?:articles?|stories|story) (?:left|remaining|this month|read).{0,60}
        \d+ free articles?(?:subscribe| left| remaining)?
        (?:to )?(?:continue|keep|unlock|read|get|enjoy|start|access)(?: reading)?\b[^.!?]{0,50}(?:subscribe|subscription|create a free account|register|sign in|log in|for (?:just |only )?\$\d\S* (?:a|per) (?:week|month|year)|unlimited (?:digital )?access|subscriber-only).{0,60}
        subscribers? (?:only|can|exclusive|get).{0,80}|for subscribers|premium|subscriber[- ]only|exclusive to subscribers
        exclusive content|members only|member exclusive|get unlimited (?:digital )?access.{0,40}
        (?:try|start) (?:\d|your|a|it|us|for)\b.{0,20}(?:month|trial|week|free).{0,40}|(?:subscription|introductory) offers?.{0,40}
        choose your plan|cancel anytime|already subscribed|view subscription options|view offers?|special offer|limited time offer
        (?:access|enjoy) (?:the most recent|articles from|additional articles|unlimited|more audio|insights).{0,80}
        create an account or sign in.{0,60}|subscribers can gift.{0,40}|gift article|give this article|unlock this article.{0,30}
        unlock the best from.{0,30}|want to read more|want more stories like this.{0,10}
""",
        (
            "You have 4 free articles left this month",
            "This article is for subscribers only",
            "0 free articlesSubscribe",
        ),
        (
            "This story is for everyone who ever lost a dog.",
            "Premium petrol rose by four cents.",
            "Access to the beach is free again.",
        ),
        180,
        closes=PROSE,
    ),
    rule(
        "share.en",
        ANYWHERE,
        r"""
        share|shares|share this|share it|share now|share article|share this article|share this story|share this post|share this page
        share this with|share story|share via|share on|share to|share link|share podcast|share your story|share options
        share this content|sharing|sharing is caring|share tweet|tweet|tweet this|click to tweet|pin it|pin|post|post on x|more sharing
        more sharing options|sharing options|copy|copy link|copy url|copy article link|copied|copied!|link copied|link was copied
        link copied to clipboard|copy link to clipboard|url copied|permalink|get short url|short url|embed|bookmark|bookmarks|save|saved
        save article|save this article|save story|save for later|story saved|add to bookmarks|article bookmarked|add to wishlist|send
        gift|react|like|like this|likes|loading|reblog|recommend|thank
        share (?:this|on|via|with|to|by|your|the|in|these)\b[^.]{0,60}|shared? (?:on|via) .{0,40}
        (?:click|tap) to (?:share|email|print|tweet|copy|save|post).{0,60}
        (?:please )?(?:like|share|tweet|pin|bookmark)[,/ ]+(?:and |or )?(?:share|tweet|comment|follow|like|pin|subscribe).{0,40}
        \d[\d.,]*k?\s?shares?|(?:opens|open) in (?:a )?new (?:window|tab)
        (?:e-?mail|send) (?:this|to a friend|article|a copy|the author|a link).{0,40}|subscribe to .{0,30}to bookmark this article
        add .{2,30} (?:to your google news|as a preferred source|on google).{0,30}|choose .{2,40} preferred source.{0,80}
        see more of our (?:coverage|stories|trusted).{0,60}|(?:make|prefer) us .{0,30}google.{0,30}
        (?:share|save) this (?:article|story) in.{0,30}
        like this (?:article|story|post).{0,20}|you can find this story in my bookmarks.{0,90}|please log in to bookmark.{0,50}
        check our latest news in.{0,30}|this article has been sent to|story_share|article_share
""",
        ("Share this article", "Click to share on Facebook (Opens in new window)", "858shares", "Copy link"),
        (
            "Share prices of the two mills fell on Tuesday.",
            "Save the date, the mayor told the pupils.",
            "Post offices in three villages will stay open.",
        ),
        110,
        closes=TITLE,
    ),
    rule(
        "toolbar.en",
        ANYWHERE,
        r"""
        print|print this|print article|print this article|print story|print page|print this page|print\s?/\s?pdf|email this
        email article|e-mail this|text size|font size|larger text size|smaller text size|normal text size|text resizer
        increase text size|decrease text size|reset text size|reading mode|dark mode|night mode|close|close menu|main navigation
        footer navigation|post navigation|social links navigation|site navigation|navigation|read down|very large text size
        search keyword|search for:|input your search term|view results|remind me tomorrow|never remind me
        don'?t show me this message again|close modal|menu|open menu|toggle navigation|expand|collapse|hide|show|show more|show less
        hide text box|see more|view more|load more|more|back|back to top|top|scroll to top|scroll down|go to top|next|previous|prev
        next up|up next|prev next|previous next|previousnext|full screen|fullscreen|skip ad|skip to main content|skip to content
        skip to footer|skip advertisement|jump to content|listen|listen to this article|listen to article|listen to this story
        listen now|play audio|hear this story|text to speech|audio by.{0,20}|this article can be listened to.*|reading speed
        display multiple words|when reading|speed read|dive deeper|settings|options|help|feedback|give feedback
        got it|dismiss|accept|ok|okay|cancel|reset|apply|done|edit|search|search for|clear|filter|sort by|download|upload|refresh|reload
        try again
        (?:text|font)[ -]?size\s?:?.{0,12}|a{2,3}
        (?:print|email|share|save|listen|comment|comments)(?:[\s|·•,/]+(?:print|email|share|save|listen|comments?|article|pdf|this|more|tweet|gift|text|facebook|twitter)){1,6}
        (?:estimated )?(?:reading|read) time\s?:?.{0,20}|\d+\s?-?\s?min(?:ute)?s?\.?(?: read| to read| watch| listen)|\d+ min
        (?:return|back|go back) to (?:top|home|homepage|news|the top|article|video|gallery|main|results|search|list|all|blog).{0,16}
        jump to (?:comments|recipe|all|section|nutrition|content|navigation|the).{0,30}
        go to (?:accessibility|main|comments|content|homepage).{0,30}
        (?:click|tap) (?:here )?to (?:expand|enlarge|hide|open|zoom|reveal|continue|unmute|play|see|view).{0,30}
        click to playtap to play
""",
        ("Print this page", "5 min read", "Listen to this article", "Back to top"),
        ("Print runs were halved in the war.", "Back to top form, the striker scored twice.", "Next came the flood."),
        70,
    ),
    rule(
        "app.en",
        ANYWHERE,
        r"""
        get the app|download the app|download our app|our apps?|mobile apps?|open in app|download on the app store|get it on google play
        app store|google play|available on (?:ios|android).{0,40}|download now|install (?:our|the) app|continue in app
        listen on (?:apple|spotify).{0,40}|apple podcasts|spotify|rss feed|rss
        (?:download|get|install|try|read (?:more|this)? ?(?:on|in)|open) (?:our|the|your|[\w.]+'s) (?:free |new |mobile |official |news )?[\w ]{0,24}\bapp\b.{0,70}
        (?:get|join|follow|receive).{0,60}(?:on|our) (?:whatsapp|telegram).{0,70}|also available on apple podcasts.{0,30}
        enjoy more audio and podcasts on .{0,40}
""",
        ("Download our free mobile app", "Get it on Google Play", "Download the Example News app for breaking alerts"),
        ("Download speeds doubled after the cable was laid.", "The app maker said it had fixed the fault."),
        140,
        closes=PROSE,
    ),
    rule(
        "ad.en",
        ANYWHERE,
        r"""
        advertisement|advertisements|advertising|advert|ad|ads|ad feedback|advertorial|sponsored|sponsored content|sponsored by
        sponsored links|sponsored post|sponsored stories|paid content|paid post|paid partnership|partner content|promoted
        promoted content|promoted stories|promotion|brand content|branded content|in partnership with|presented by|from our partners
        from our sponsors?|partner announcement|remove ads|don'?t want to see this|report this ad|why this ad|ad choices|adchoices
        story continues|story continues below|article continues below|article continues below ad|article content|page continues below
        continue reading below|affiliate link
        advertisement\s?(?:[-–—:#(]\s?[^.!?]{0,40}|\d{1,2})
        (?:story|article|content|post|page|scroll|text|your article) continues? (?:below|after|under|reading)(?:.{0,30})
        (?:-\s)?continue reading (?:below|the article|after).{0,30}|this (?:advertisement|ad) has not loaded.{0,60}
        (?:don'?t|do not) want to see (?:this|ads).{0,30}|scroll (?:down )?to continue.{0,40}
        recommended by our (?:editors|partners).{0,10}|(?:sponsored|powered|brought to you|presented) by[^.!?]{0,40}
        support our (?:journalism|work).{0,80}
        (?:when you (?:buy|purchase|make a purchase|click)|if you (?:buy|purchase|click|make a purchase)|we (?:may|might|could|can|will|earn|receive|get)|some links|our (?:editors|team|journalists|reporters|experts)|products? (?:are|is|featured|in|we)|all (?:products|prices|items)|this (?:article|post|page|story|content|site) (?:may )?(?:contains?|includes?)|as an amazon associate).{0,160}(?:commission|affiliate|share of (?:the )?sales|compensat|kickback|amazon associate|independently (?:selected|chosen|reviewed)).{0,160}
""",
        (
            "Advertisement",
            "Story continues below",
            "Advertisement - Continue Reading Below",
            "When you buy through links on our site, we may earn an affiliate commission.",
        ),
        (
            "Advertisement revenue fell for the third year.",
            "Advertising on buses will be banned from May.",
            "The story continues in a small port town, years later.",
            "Sponsored runners set off at dawn.",
        ),
        420,
        closes=PROSE,
    ),
    rule(
        "readmore.en",
        ANYWHERE,
        r"""
        more info|more information|read more|read also|read next|read on|read this next|read the full story|read full story
        read full article|read the full article|read the story|read previous|read article|what to read next|continue reading
        keep reading|see also|also read|also see|in case you missed it|icymi|don'?t miss|do not miss|up next|watch next|watch now
        watch more|watch this next|now playing|next story|next article|next post|previous article|previous post|previous story
        in this article|in this story|explore more|explore further|explore topics|explore more on|explore more on these topics
        explore more on the topics in this story|find out more|learn more|discover more|view more|view all|view all posts|see all
        see more|see more stories|see also:|additional reading|must read|must reads?|must-reads?|must see|the latest|breaking
        before you go|games featured in this article|you'?re reading
        (?:read|see|watch|learn|find out|hear|discover|view|explore) (?:more|also|next|all|this)\s?(?:[:>»→|–-]+.{0,160}|(?:about|from|on|in|at|here|stories|articles|news|coverage|by|of|posts|like this|of our|information|at:)\b[^.!?]{0,80})
        (?:also )?read\s?:\s?.{3,160}|(?:also|must) (?:read|see|watch|on)\s?[:>»|–-].{0,160}|(?:see|check|watch) also\s?[:>»|–-].{0,160}
        related\s?(?:articles?|stor(?:y|ies)|news|reading|content|coverage|posts?|links?|topics?|video|videos)?\s?[:>»|–-].{0,160}
        related:.{0,160}|more:.{0,150}|more [\w&' -]{2,24} (?:stories|news|articles|posts|coverage|headlines|reviews|videos)
        don'?t miss\s?[:.…|–-].{0,160}|don’t miss\s?[:….|–-].{0,160}
        (?:next|previous|prev|up next|next up|now see|in pictures|in photos|watch|listen|poll|required reading|further reading|editor'?s? (?:note|pick)|explainer|timeline|photos|gallery|see pics|live updates)\s?:\s.{0,150}
        (?:next|previous) (?:article|post|story|auto news)\b[^.!?]{0,80}
        (?:click|tap|go|head) (?:here|through|below|to)(?: to| for| and)?\b[^.]{0,90}
        (?:check out|take a look at|have a look at) (?:more|our|all|the latest|these|this week).{0,100}
        visit (?:our|the) .{2,40}(?:page|site|section|homepage|website|hub).{0,30}
        (?:you|we) (?:might|may|think you'?ll|'ll) (?:also )?(?:like|love|enjoy|be interested).{0,40}
        (?:view|see|show) \d* ?(?:all|more|full|complete)?\s?(?:photos?|images?|pictures?|gallery|slideshow|videos?|posts?|stories|articles).{0,30}
        show more.{0,30}|this article is related to.{0,120}
        (?:for )?more (?:information|info|details|on this|stories|news|entertainment|celebrity|business|politics|sports?|science|great)\b.{0,60}(?:visit|click|see|go to|here|follow|sign up|check|at https?|,? (?:contact|call)).{0,80}
        from our [\w ]{2,30}|read [\w'’ ]{2,20} review policy|read our .{2,40}(?:policy|guidelines|guide|coverage|reviews?)
        our (?:latest|top|best|favou?rite) [\w ]{2,30}(?:stories|news|articles|coverage|picks)""",
        ("Read more: Two counties share one river", "READ NEXT: Cold front moves in", "Don't miss", "Watch next"),
        (
            "Related industries lost a thousand jobs.",
            "More people cycle to work, the survey found.",
            "Read more books, the librarian told the class.",
            "Next to the bridge stands an old mill.",
            "Watch out for ice, drivers were told.",
            "Click here to begin, the screen said. Nobody did.",
            "The latest figures show a small rise.",
            "Popular uprisings followed in three provinces.",
        ),
        180,
        closes=TITLE,
    ),
    rule(
        "related.en",
        ANYWHERE,
        r"""
        related|related articles|related article|related stories|related story|related news|related content|related coverage
        related posts|related topics|related links|related reading|related videos|related video|related tags|related reports|related:
        most read|most popular|most viewed|most shared|most commented|most recent|most discussed|most emailed|more stories|more news
        more from|more on this|more on this story|more on this topic|more like this|more for you|more to read|more to explore
        more coverage|more headlines|more articles|more posts|more top stories|also on|also in|you may like|you may also like
        you might also like|you might like|you may have missed|you might be interested in|you may also be interested in|editor’s choice
        our picks|top picks|top stories|top story|top news|top headlines|top reads|top articles|latest|latest news|latest stories
        latest articles|latest headlines|latest posts|latest videos|latest updates|recent|recent posts|recent news|recent stories
        recent articles|trending|trending now|trending stories|trending news|trending topics|trending videos|trending today
        trending articles|popular|popular now|popular stories|popular articles|popular posts|popular videos|popular topics|featured
        featured stories|featured articles|featured posts|featured content|recommended|recommended for you|recommended stories
        recommended articles|recommended reading|suggested|suggested for you|suggested articles|around the web|from around the web
        from the web|from around the site|now watch|other stories|other news|other articles|in other news|in this section|in this issue
        in this series|further reading|further information|key topics|top reads this hour|hot topics|hot stories|people also read
        our latest stories|breaking news|tagged|quick links|useful links|external links|trending nationally|headline news|headlines
        newsletters|all stories|all news|browse news|stories you may like|more from this author|more from author|from our network
        our network|more sites|what others are reading|highlights from|site index|most read by subscribers|jobs|local stories
        (?:more|related|latest|top|popular|recent|recommended|trending|other|similar|all) (?:stories|articles|news|posts|headlines|videos|coverage|reading|content|from|in|about|on|reports|features|tales|recipes|reviews|guides|vpns|us|local|great|related|top|national|global)\b[^.!?,;]{0,50}
        editor'?s? picks?|editors?['’]? picks?|editor’s picks?|editors’ picks?|editor'?s choice|editors?'? choice|top videos?
        trending on .{2,24}|popular in .{2,24}|popular on .{2,24}|featured videos?|recommended videos?|you'?ll also like
        elsewhere on the web|elsewhere|people are (?:also )?reading.{0,4}|today'?s top stories|from the archives?|best of .{2,20}
        readers also liked|recommended\s?[:|–-].{0,140}|best of the web.{0,20}""",
        ("Related Articles", "You may also like", "More from Example News"),
        (
            "Related industries lost a thousand jobs.",
            "More people cycle to work, the survey found.",
            "Read more books, the librarian told the class.",
            "Next to the bridge stands an old mill.",
            "Watch out for ice, drivers were told.",
            "Click here to begin, the screen said. Nobody did.",
            "The latest figures show a small rise.",
            "Popular uprisings followed in three provinces.",
        ),
        180,
        closes=TITLE,
    ),
    rule(
        "continue.en",
        ANYWHERE,
        r"""
        continue reading|keep reading|read more|read the rest|show full article|show full text|expand article|view full article|continue
        read in full|read full article|tap to read|show more|load more|loading|loading\.\.\.|please wait.{0,3}|unlock more|see full list
        open extended reactions|start the conversation|key points|key takeaways|table of contents|contents|contents show|contents hide
        on this page|jump to|in this article|this is a modal window|end of (?:article|page|ads?|content).{0,10}
        (?:continue|keep) reading\s?[:>»→….-].{0,120}|(?:continue|keep) reading (?:this|the|with|on|for|your|below).{0,60}
        (?:swipe|scroll) (?:down|up|left|right|through|to|for|on)\b.{0,80}|(?:find|see) out what'?s happening in .{2,60}
        find out what’s happening in .{2,60}|(?:page|part) \d+ of \d+|we'?re loading.{0,40}
        loading (?:comments|article|more|content|the).{0,20}
""",
        ("Continue reading", "Keep reading this story for free", "Scroll down to see the gallery"),
        ("Continue north for a mile and the chapel comes into view.", "Keep reading lists short, teachers were told."),
        140,
        closes=TITLE,
    ),
    rule(
        "comment.en",
        EDGES,
        r"""
        comments?|all comments|view comments|show comments|hide comments|read comments|post comment|post a comment|add a comment
        add comment|add yours|leave a comment|leave a reply|leave a reply cancel reply|leave your comment|write a comment|write a reply
        join the discussion|join the conversation|join the debate|be the first to comment|no comments|no comments yet
        there are no comments yet|comments are closed|comments off|commenting is closed|commenting|comments policy|comment policy
        click here to comment|login to comment|log in to comment|start the conversation|have your say|tell us what you think
        what do you think|what are your thoughts|your comment|your comments|your thoughts|discussion|discuss|discuss this|replies|reply
        log in to reply|cancel reply|sort by|newest|oldest|best|upvote|downvote|report abuse|report comment|flag|follow discussion
        subscribe to comments|name \*|email \*|website|name|e-mail|comment|message|subject|required|required fields|save my name.{0,100}
        powered by disqus|blog comments powered by disqus|view the discussion thread|please enable javascript.{0,60}|readers'? comments
        latest comments|recent comments|top comments|conversation|community guidelines|house rules|commenting guidelines|post reply
        preview|submit comment|post|send comment|share your thoughts|letters to the editor|write to us|submit a letter
        interact with .{2,24}|react|reactions?|rate it|rate this|was this (?:page|article|story|information) (?:helpful|useful).{0,10}
        did you (?:find this|like this).{0,40}|tell us why|thanks? (?:you )?for your (?:feedback|comment|vote).{0,12}|useful|not useful
        (?:view|show|see|read|load|hide|all|post|add|leave|write|open|close|join)\s?(?:all|the|more|a|your|an)?\s?\(?\d*\)?\s?(?:comments?|conversation|discussion|reply|replies|responses?|reactions?)\s?\(?\+?\d*\)?.{0,20}
        \(?\d[\d,.]*k?\)?\s?(?:comments?|replies|reply|responses?|reactions?|thoughts?|posts?|readers?)(?: (?:to|on) [“"].{0,120})?
        comments?\s?[:(|]\s?\d*.{0,16}|comment by.{0,40}|(?:your|an) email address will not be published.{0,60}
        required fields are marked.{0,10}|notify me (?:of|when|about).{0,60}
        (?:please )?(?:enter|type|write) (?:your|a) (?:comment|name|email|reply|message).{0,60}
        (?:please (?:read|review|note|understand|keep|be|respect|enter|refrain|log|sign)|all comments|some comments|our comment|we (?:ask|reserve|encourage|welcome|will)|to comment|you must|only (?:subscribers|registered|members)|commenting|posting comments?|reader comments|this (?:comment|forum|conversation)|want to (?:join|comment|leave)|would you like to comment|join (?:thought|our|the|in)|click to)\b.{0,140}\b(?:comments?|commenting|commenters|discussion|conversation|comment policy|letter to the editor|forum|replies)\b.{0,400}
        comments (?:are|will|may|must|that|have been|submitted|left|posted)\b.{0,30}(?:moderated|closed|published|disabled|removed|open|subject|reviewed|turned|policy|limited|welcome|off).{0,120}
        (?:the )?opinions expressed in (?:reader )?comments.{0,140}|says:|on .{2,30} at \d.{0,20}|posted by .{2,40} (?:on|at) .{4,40}
        (?:like|dislike|thank|share|report|quote)\s?\(?\d*\)?|discuss this in the forum.{0,20}|trackback.{0,40}|pingback.{0,60}
""",
        (
            "Leave a reply",
            "View Comments (7)",
            "34 responses to “A week by the river”",
            "Please read our Comment Policy before commenting.",
        ),
        (
            "Comments by the minister drew boos.",
            "Your turn, the coach said.",
            "Discussion of the budget lasted until dawn.",
            "Please stay away from the river, the comment read.",
            "Comments are a mirror of the town.",
        ),
        640,
        closes=PROSE,
    ),
    rule(
        "comment.en-any",
        ANYWHERE,
        r"""
        comments|view comments|show comments|post a comment|add a comment|leave a comment|leave a reply|leave a reply cancel reply
        join the conversation|join the discussion|no comments yet|comments are closed|log in to reply|about the author|about the authors
        author of the article|most voted|newest oldest|\(?\d+\)? comments?|comments? \(\d+\)|view comments \(\d+\)
""",
        ("3 Comments", "Leave a comment", "View comments (7)"),
        ("Comments came quickly.", "No comments were allowed at the hearing."),
        40,
    ),
    rule(
        "shop.en",
        ANYWHERE,
        r"""
        buy now|shop now|shop|buy it|get it|see it|buy tickets|buy alternative|check price|see price|see deal|get deal|view deal
        see at .{2,20}|price at|shop this story|add to cart|view on [\w' ]{2,24}(?:\s?\$[\d.,]+)?
        (?:buy|shop|see|check|view) (?:it |price |deal |now )?(?:at|on|from) (?-i:[A-Z])[\w' .&]{2,24}(?:\s?[$£€][\d.,]+)?
        [$£€][\d.,]+(?:\s[$£€][\d.,]+)? at (?-i:[A-Z])[\w' .&]{2,24}
""",
        ("Buy now", "View On Example $30", "$20 $15 at Example"),
        ("Buy local, the mayor said.", "Shop windows were smashed.", "See you at the river"),
        60,
    ),
    rule(
        "credit.byline-en-any",
        ANYWHERE,
        r"""
        (?-i:By|BY|by) (?!(?-i:[Tt]he |THE |Land|Sea|Air|Car|Train|Bus|Bike|Boat|Foot|Hand|Design|Law|Day|Night|Age|Region|State|Country|Year|Month|Week|Popular|Royal|Far|All|Any|Your|Our|My|His|Her|Their|Its|No|Some|Then|Now|One|Two|Three|Four|Five|Product|Type|Industry|Sector|Numbers|Default|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May |June|July|August|September|October|November|December|God|Jove))(?-i:[A-ZÀ-Þ][\w'’.-]+ (?:[A-ZÀ-Þ][\w'’.-]* |de |van |von |der |del |la |bin |al )?[A-ZÀ-Þ][\w'’-]+)(?:(?:, | and | & |, and )(?-i:[A-ZÀ-Þ][\w'’.-]+ (?:[A-ZÀ-Þ][\w'’.-]* |de |van |von |der )?[A-ZÀ-Þ][\w'’-]+)){0,4}
""",
        ("By Ann Hill", "By Ann Hill and Bo Ray"),
        ("By The Numbers", "By then it rained", "By Friday night they had left"),
        90,
    ),
    rule(
        "agency.en-by",
        EDGES,
        r"""\(?(?:additional |with additional )?(?:reporting|editing|compiled|writing) by (?-i:[A-Z])[^.!?]{2,140}""",
        ("Additional reporting by Ann Hill", "Reporting by Example Press."),
        ("Reporting by night was dangerous.", "Editing by hand took a year."),
        160,
        closes=".",
    ),
    rule(
        "tags.en",
        EDGES,
        r"""
        tags|tag|topics?|keywords?|categories|category|labels?|filed under|tagged|tagged as|tagged with|tagged in|related tags
        related topics|more on these topics|more topics|topics in this article|read more about|in this story|subjects?|sections?
        hashtags?
        (?:tags?|topics?|keywords?|categor(?:y|ies)|labels?|filed (?:under|in)|tagged(?: as| with| in)?|posted in|published in|more on|more about|read more (?:about|on)|related topics?|related tags?|subjects?|appears in|section|posted under|story tags)\s?[:#|»>]\s?.{0,200}
        (?:filed (?:under|in)|tagged (?:as|with|in)|posted (?:in|under)|published in|this entry was posted)\s[^.!?]{2,160}
""",
        ("Tags: river, bridge, county", "Filed Under: Business", "Related Topics:", "TOPICS:"),
        ("Tags were fitted to forty birds.", "Topics ranged from fishing to tax.", "Labels on the jars were in Greek."),
        220,
    ),
    rule(
        "notice.en",
        EDGES,
        r"""
        (?:all )?rights reserved.*|copyright\s?(?:©|\(c\)|ⓒ|&copy;|\d{4}|by |policy|notice|\|).{0,200}|copyright
        (?:no part of this|this material|this content|this article|this story|reproduction|republication|unauthori[sz]ed|distribution and use|these? (?:content|materials?)).{0,120}(?:may not be|reproduced?|reprint|republish|prohibited|rewritten|redistribut|permission|copyright|licen[cs]e|without).{0,200}
        reproduction (?:of|in|or|without).{0,160}
        (?:disclaimer|disclosure|editor'?s note|editors’? note|editor’s note|correction|corrections and clarifications|clarification|note to (?:readers|editors)|about this (?:story|article|content)|methodology|legal notice|full disclosure)(?:\s?[:|–—-].*)?
        (?:this|the) (?:article|story|post|interview|piece|report|column|op-ed|essay|content|feature|review|original article) (?:was|has been|is|originally|first|appeared|appears|ran|will)\b.{0,20}(?:originally|first|previously|also|published|updated|corrected|edited|produced|republished|reprinted|provided|translated|adapted|supported|written|created|generated|amended|appeared|syndicated|sourced|part of|a collaboration|excerpted|from|reprinted)\b.{0,260}
        (?:originally|first|previously) (?:published|appeared|posted|printed).{0,140}
        (?:re-?published|reprinted|reproduced|cross-?posted|adapted|excerpted|provided|translated|distributed|syndicated|licensed) (?:with|by|from|under|here|courtesy).{0,140}
        (?:opinions?|views|opinion articles|the (?:views|opinions)) (?:expressed|reflect|in this|of|are|here).{0,160}(?:own|author|reflect|not necessarily|those of|contributors?|alone).{0,120}
        (?:comments|reviews) have been edited.{0,60}|reviews and recommendations are unbiased.{0,160}
        (?:we|our) (?:value|strive|want to hear|welcome|are committed|adhere|rely on your)\b.{0,160}(?:corrections?|accuracy|editorial|standards of|your feedback|errors?|ethics|letters|from you|your support|privacy).{0,100}
        content is available under.{0,60}|all content is licen[sc]ed.{0,80}|licen[cs]e this (?:article|content|story)|reprints?
        reprints & permissions|reprints and permissions|order reprints|request reprint.{0,90}|licensing & reprints
        for (?:reprints?|permissions?|licens\w+|advertising|media|press) (?:inquiries|enquiries|and|information|requests|permission|contact|rights|please|opportunities).{0,120}
        advertising guidelines|editorial (?:ethics|standards|policy|guidelines|code of conduct|process)|code of ethics
        our (?:ethical principles|standards|editorial|journalism|fact-checking).{0,60}
        how we (?:test|review|rate|report|fact|use|research|made).{0,60}|why (?:you can )?trust (?:us|our).{0,20}
        about our (?:reporting|coverage|ads|journalism).{0,20}|learn more about our.{0,40}|powered by.{0,30}
        (?:report|found|spot|see|notice|submit|suggest|request|make) (?:an?|any|this)?\s?(?:error|typo|mistake|correction|technical issue|editorial error|factual error|problem|inaccuracy|bug|issue|abuse).{0,80}
        (?:have|got|do you have) (?:an?|any|more)?\s?(?:news |story |confidential )?(?:tips?|story|stories|question|information|something to|correction|feedback|photo|concerns)\b[^?]{0,60}\?.{0,100}
        (?:have|got) (?:an?|any) (?:news |story )?tips?\b.{0,100}
        (?:send|submit|e-?mail|contact|reach|tweet|write to)(?: (?:to|us|me|him|her|them|our|your|the|a|story|news|tips?|an|press|any|questions|letters|reporters?|author|staff writer|this reporter|reporter|senior|in touch)\b).{0,60}(?:@|at \(?\d|\btips?\b|newsroom|via|on twitter|\be-?mail|this form|story ideas|feedback|to the editor|corrections|press releases|letters).{0,120}
        contact the (?:author|writer|reporter|editor|newsroom).{0,120}|contact [\w .'’-]{3,40} at \S*[@\d].{0,80}
        if you (?:have|would like to|want to|are|know|need|or someone|enjoyed|or anyone|see|spot|appreciate|value|liked|find|believe)\b.{0,160}(?:contact us|email us|e-?mail(?: us|:| me)|a (?:tip|story|comment)|hotline|lifeline|samaritans|helpline|crisis (?:line|text)|subscribe|support us|let us know|tell us|donat|\w@\w).{0,180}
        (?:call|text|dial|contact) (?:or text )?(?:988|the (?:samaritans|lifeline|national|suicide|crisis|hotline|helpline)|samaritans|999|911|1-800|116).{0,160}
        registration on or use of this site.{0,160}|community rules apply.{0,90}|use of this (?:web ?)?site constitutes.{0,160}
        (?:this|our) (?:site|website|page) uses (?:cookies|akismet|javascript).{0,160}|(?:we|our site) uses? cookies.{0,200}
        (?:privacy|cookie|cookies|legal|accessibility|advertising|ccpa|terms|copyright|complaints|ethics) (?:policy|notice|statement|settings|preferences|choices|procedure|of use|of service|& conditions|and conditions)[^.!?]{0,80}
        do not sell (?:or share )?my.{0,50}|your (?:privacy|ad|california privacy) (?:choices|rights).{0,20}
        manage (?:privacy|cookie|consent).{0,24}|we use cookies.*|we value your privacy.*|to view this (?:video|content).{0,100}
        interest-based ads|eu privacy rights|responsible disclosure
        an? (?:copy|review copy|review unit) of .{2,60}(?:sourced|provided) (?:for|by|independently).{0,100}
""",
        (
            "Copyright 2021 Example Media. All rights reserved.",
            "This article was originally published in a partner paper.",
            "Report an error",
            "Got a story tip? Email tips@example.org",
            "Opinions expressed here are the author's own.",
        ),
        (
            "Copyright law has changed little since then, the judge wrote.",
            "Correction officers walked out on Friday.",
            "This article of the treaty bans dams.",
            "Contact between the two ships was lost at noon.",
            "If you walk north you see the old mill.",
            "Powered flight came to the valley late.",
            "We value the river more than the road, she said.",
            "Disclaimer or not, the court found for the town.",
        ),
        700,
        closes=PROSE,
    ),
    rule(
        "agency.en",
        TAIL,
        r"""
        \(?(?:additional |with )?reporting (?:by|from)\b[^.!?]{2,120}(?:[;.,] ?(?:additional reporting|writing|editing|compiled|graphics?) by.{2,120})?\)?
        \(?(?:writing|editing|compiled|edited|written|translated|graphics|video|produced) by [^.!?]{3,90}\)?
        with (?:reports?|files|additional reporting|information) (?:from|by) [^.!?]{2,80}|source\s?:\s.{2,90}|sources?
        provided by .{2,80}|journal information\s?:.{2,80}|via\s?[:].{2,60}|credits?|photo credits?|\(?end\)?|___+
        more ap .{2,30}:.{0,100}|published by.{2,40}
""",
        ("(Reporting by Ann Hill and Bo Ray; Editing by Cy Low)", "Source: Example News Agency"),
        ("Source code was found on the laptop.", "Editing by committee never works, he said."),
        280,
    ),
    rule(
        "author.en",
        EDGES,
        r"""
        about the writer|about our experts?|meet the author|author bio|authors?|author of the article|contributors?|our experts?
        contributing writer|senior (?:writer|editor|reporter|correspondent)|staff writer|staff reporter|assistant editor|deputy editor
        managing editor|news editor|editor|reporter|journalist|columnist|correspondent|freelance writer|view all posts by.{0,40}
        view (?:bio|profile|author|all articles by|more (?:by|from)).{0,40}|(?:see|read|find|show) more (?:by|from) .{2,50}
        more (?:by|from) (?-i:[A-Z]).{2,50}|posts by .{2,40}|all (?:posts|articles|stories) by .{2,40}|follow [\w.'’ -]{3,40}
        follow (?:the author|this author|on (?:x|twitter)).{0,30}|@[\w_]{3,20}(?:\s(?:on x|@[\w_]{3,20}))*|get email updates from.{0,40}
""",
        ("View all posts by Ann Hill", "Staff writer"),
        (
            "Editor and reporter met by the river every week, rain or shine.",
            "Reporter notes from the archive were sold.",
        ),
        100,
    ),
    rule(
        "credit.byline-en",
        EDGES,
        rf"""
        (?:story |photos? (?:and story )?|words |text |written |reported |reviewed |posted |published |presented |analysis |opinion |commentary |news )?by[: ] ?{_NAME}(?:(?:, | and | & |, and | \| | with ){_NAME}){{0,6}}(?:\s?[,|•·–—/(@-]+\s?(?:{_ROLE}|(?-i:[A-Z][\w.]+ (?:Staff|News|Times|Post|Correspondent|Reporter|Writer|Editor|Press|Bureau|Desk|Standard|Herald|Tribune|Shimbun|World|Sentinel))).{{0,70}}|\s(?:on|in|at) \d.{{0,40}}|\s(?-i:(?:Published|Updated|Posted|Follow|Associated|Special)).{{0,60}})?
        by|by:|byline|authors?\s?[:|]\s?.{{2,60}}|words?\s?:\s?.{{2,40}}|written by\s?:?.{{2,50}}
        (?:associated press|reuters|afp|the associated press|ap|bloomberg|pa media|press association|canadian press|the canadian press|agence france-presse|xinhua|staff reports?|news staff|staff writer|wire reports|from staff and wire reports|from wire reports|tribune news service)(?:\s(?:in|•|\|).{{0,30}})?
""",
        (
            "By Ann Hill",
            "By Ann Hill and Bo Ray, Staff Writers",
            "BY ANN HILL | Example News",
            "By Ann Hill Published: Dec 22, 2021",
            "Associated Press",
        ),
        (
            "By Monday the river had risen.",
            "By the time help came, it was dark",
            "By car, the trip takes an hour",
            "By Tuesday, the Example Post had sold out",
        ),
        140,
    ),
    rule(
        "meta.en",
        EDGES,
        r"""
        (?:published|updated|posted|last (?:updated|modified)|first published|release date|date loaded|created|modified|publication date|posted on|published on|date|publish date|last update|original publication|uploaded|issued|filed)\s?(?:on|at|by|:|;|\|)?\s?.{0,20}(?:\d{4}|\d{1,2}:\d\d|\d+ (?:hours?|days?|minutes?|mins?|hrs?|weeks?|months?) ago|today|yesterday).{0,90}
        (?:about |over )?\d+\s?(?:h|hr|hrs|hours?|d|days?|m|min|mins|minutes?|w|weeks?|months?|years?|s|sec|seconds?|y)\.? ago
        (?:updated|published|posted|modified|last updated|just now|yesterday|today)\s?:?|an? (?:hour|day|minute|week|month|year) ago
        \d[\d.,]*[km]?\s?(?:views?|reads?|shares?|likes?|followers|subscribers|votes?|points?|photos|images|pictures|sources?|reactions?)
        article ?\d+ (?:hours?|days?|weeks?|months?) ago|list \d+ of \d+|views?\s?:\s?\d.{0,12}
        (?:image|photo|slide|picture|page)?\s?\d+ (?:of|/) ?/? ?\d+(?: \|)?|key event|correction: .{4,20}
""",
        ("Published: Dec 22, 2021 10:55 AM EST", "3 hours ago", "Last updated: September 27, 2021", "13 views"),
        (
            "Published in 2021, the novel sold well.",
            "Yesterday the river rose again.",
            "Updated plans were shown in 2021 by the mayor.",
        ),
        130,
    ),
    rule(
        "breadcrumb.en",
        EDGES,
        r"""
        (?:home|news|homepage|front page|main|you are here|breadcrumbs?|breadcrumb trail links|breadcrumb navigation)\s?(?:[>›»/|:→\\]+\s?[^.!?]{0,90})?
        you are here\s?:?.{0,80}
        home (?:news|advice|tech|sport|sports|business|lifestyle|entertainment|world|politics|health|opinion|features)\b[^.!?]{0,40}
""",
        ("Home > Life > Travel", "Home » Business » News", "You are here: Home"),
        ("Home prices fell again in spring.", "News travels slowly up the valley."),
        130,
    ),
    rule(
        "nav.en",
        EDGES,
        bar(_SECTIONS)
        + r"""
        (?:business|energy|health|tech|life|arts|politics)[_&, /]+(?:business|finance|medical|pharma|lifestyle|tech|management|science|entertainment|environment|politics|culture|reporting)(?:[_&, /]+\w+)?
""",
        ("News", "Politics | Business | Sport", "Home News Sport", "Crime & Safety"),
        ("Local news matters, said the mayor.", "World leaders meet in May.", "Science wins"),
        240,
    ),
    rule(
        "player.en",
        ANYWHERE,
        r"""
        play|pause|mute|unmute|replay|autoplay|play video|watch video|watch the video|watch|watch live|watch now|watch on youtube
        video player|video|video:?|loading video|playback speed|current time|duration time|remaining time|stream type live
        close modal dialog|advertisement skip|live|live tv|volume|captions?|subtitles?|quality|closed captioning|back to video
        back to gallery|view gallery|open gallery|close gallery|gallery|photo gallery|slideshow|view slideshow|video unavailable
        video loading|video ad feedback|live tv listen watch|tweet may have been deleted|hide caption|toggle caption|expand image
        enlarge image|enlarge|view fullscreen|show caption|click to expand|tap to expand|embedded content|podcast|transcript
        show transcript|download|embed|html5|now playing|playing|error|error!|click to unmute|- source:.{0,20}
        (?:to view|in order to view) (?:this|the) video.{0,120}
        (?:we apologi[sz]e, but|sorry,?) (?:this|the|your) (?:video|browser|content).{0,80}
        (?:try|please try) refreshing your browser.{0,20}|tap here to see other videos.{0,20}|your browser does not support.{0,60}
        (?:this is a modal|beginning of dialog|end of dialog|escape will cancel).{0,60}|view \d+ (?:images?|photos?|pictures?)
        (?:video|audio|watch|listen|gallery|photos?)\s?\(?\d{1,2}:\d\d\)?|\d{1,2}:\d\d\s?(?:/\s?\d{1,2}:\d\d)?
        (?:video)?\d{1,2}:\d\d\d{1,2}:\d\d|\d(?:\.\d+)?x|\d{1,2}:\d\d - source:.{0,20}|a post shared by .{2,60}
        view this (?:post|photo) on instagram|this content (?:is|was|cannot|could).{0,60}|\d+/\d+.{0,4}
        (?:pic\.twitter|https?://t\.co|https?://po\.st)\S*
""",
        ("Watch video", "View 6 Images", "01:22 - Source: Reuters", "To view this video please enable JavaScript"),
        (
            "Play resumed after an hour of rain.",
            "Video from the scene shows a white van.",
            "Live music returned to the square.",
        ),
        150,
        closes=PROSE,
    ),
    rule(
        "caption.en",
        ANYWHERE,
        r"""photo|photos|image|images|credit|credits|caption|image caption|photo caption
        (?:photo|image|picture|photos|images|credit|credits|photograph|photographs|illustration|graphic|photo[- ]illustration|photo credit|image credit|video credit|image source|photo source|courtesy|pictured|lead image|gallery credit|featured image|stock image|file photo|screenshot|caption|visual)s?\s?(?:by|:|via|/|©|courtesy(?: of)?)\s?[^.!?]{2,130}
        (?:photo|image|picture) (?:courtesy|provided|supplied|taken|credit|illustration|via)\b[^.!?]{2,100}
        courtesy (?:of )?(?-i:[A-Z])[^.!?]{1,60}
        (?:representational|representative|file|stock|archive|handout|undated|symbolic) (?:image|photo|picture|photograph)s?.{0,30}
        (?:getty images|getty|shutterstock|alamy|istock|istockphoto|unsplash|pixabay|pexels|adobe stock|ap photo|associated press|reuters|afp|epa|pa wire|pa|supplied|handout|screenshot|file photo|stock photo|istock\.com|depositphotos|imago|zuma press|usa today sports|icon sportswire|bloomberg|instagram|youtube|twitter|facebook|google maps|file|courtesy|contributed|submitted|press handout)(?:\s?(?:[/|,&-]+|via|for|images|photo)\s?[^.!?]{0,60})?""",
        ("Photo: Ann Hill", "Getty Images", "Courtesy of Example Museum", "Image credit: Example Studio"),
        (
            "Photo albums were saved from the flood.",
            "Getty Museum reopens after the storm.",
            "Image matters in a town this small.",
            "Instagram said it had removed the post.",
            "Courtesy costs nothing, the driver said.",
        ),
        150,
        closes=PROSE,
    ),
)
