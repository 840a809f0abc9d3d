"""Lines of portals in German, the Romance, Nordic and Slavic languages, Dutch and Turkish.

One rule a kind and language where the evidence allows. Longer than a module should be: it is a table.
"""

from crawler.rules.rule import ANYWHERE, EDGES, PROSE, TAIL, TITLE, Rule, bar, rule

_NAME = r"(?-i:[A-ZÀ-ÞĀ-ŽА-ЯЁ][\w'’.-]*(?: (?:[A-ZÀ-ÞĀ-ŽА-ЯЁ][\w'’.-]*|de|da|di|del|della|van|von|der|den|la|le|el|y|dos|zu|af))*)"
_DE_SECTIONS = """
    startseite|home|news|nachrichten|politik|wirtschaft|panorama|sport|fußball|kultur|wissen|wissenschaft|gesundheit|reise|reisen|auto
    mobilität|digital|technik|netzwelt|medien|meinung|kommentar|kommentare|kolumnen|gesellschaft|leben|lokales|regional|region|stadt
    landkreis|ausland|inland
    deutschland|welt|europa|berlin|bayern|nrw|hamburg|hessen|sachsen|thüringen|niedersachsen|schleswig-holstein|sachsen-anhalt
    brandenburg|baden-württemberg|rheinland-pfalz|saarland|bremen|schweiz|österreich|unterhaltung|stars|promis|tv|kino|film|musik|bücher
    literatur|kunst|theater|ratgeber|service|verbraucher|finanzen|börse|immobilien|jobs|stellenmarkt|karriere|kleinanzeigen|anzeigen
    anzeigenmarkt|trauer|wetter|verkehr|blaulicht|polizei
    videos?|fotos?|bilder|bildergalerien|fotostrecken|podcasts?|mediathek|audiothek|live|liveticker|newsticker|ticker|archiv|abo
    abonnement|e-paper|epaper|shop|spiele|rätsel|gewinnspiele|gutscheine|newsletter|themen|thema|impressum|datenschutz
    datenschutzerklärung|agb|agbs|kontakt|über uns|presse|mediadaten|hilfe|hilfe und kontakt|werbung|werben|nutzungsbedingungen
    cookie-einstellungen|privatsphäre|barrierefreiheit|team|redaktion|leserbriefe|suche|menü|mehr|anmelden|einloggen|login|registrieren
    mein konto|merkliste|community|forum|veranstaltungen|termine|familie|bildung|schule|klima|umwelt|natur|energie|landwirtschaft|recht
    geld|essen|rezepte|garten|wohnen|mode|lifestyle|geschichte|religion|kirche|tiere|hintergrund|analysen|interviews|reportagen|specials
    magazin|pressemitteilungen|hauptinhalt|inhalt|navigation|aktuelles|kontakt & impressum|impressum & kontakt
"""  # fmt: skip

EUROPEAN: tuple[Rule, ...] = (
    # ---- German ----------------------------------------------------------------------------------------------------
    rule(
        "share.de",
        ANYWHERE,
        r"""
        teilen|artikel teilen|diesen artikel teilen|beitrag teilen|seite teilen|inhalt teilen|jetzt teilen|jetzt teilen!|teilen auf
        weiterempfehlen|weitersagen|empfehlen|artikel empfehlen|link kopieren|link kopieren link kopieren|link kopiert|url kopieren
        kopieren|twittern|sharen mit|diese geschichte teilen|artikel versenden|per e-mail versenden|versenden|merken|artikel merken
        auf die merkliste|lesezeichen|lesezeichen setzen|lesezeichen hinzufügen|artikel verschenken|verschenken|artikel anhören
        mit freunden teilen|drucken|artikel drucken|seite drucken|druckversion|pdf|vorlesen|anhören|hören|zum anhören
        läuft gerade weiter|themen im artikel|über den autor|über die autorin|zum autor|zur autorin|originalpublikation|auf dieser seite
        neuer abschnitt|neuer bereich|(?:personen-|info-)?box aufklappen.{0,30}|schriftgröße|schrift größer|detailansicht öffnen
        kommentieren
        teilen kommentare|url zum kopieren|folgen|folge uns|folgen sie uns|folgt uns|google hinzufügen
        (?:artikel|beitrag|seite|diese seite|diesen beitrag|diesen artikel|inhalt|jetzt|auf|per|via|bei|über|in)\b.{0,24}(?:facebook|twitter|x|whatsapp|e-?mail|mail|telegram|linkedin|xing|pinterest|teilen|threema).{0,24}teilen.{0,24}
        klick(?:en)?,? um.{0,70}|artikel (?:mit|auf|per|teilen).{0,40}|(?:möchten|wollen) sie (?:den|diesen) artikel teilen.{0,10}
        link wurde kopiert.{0,10}|(?:die )?artikel-url wurde.{0,60}|e-mail link kopiert.{0,20}|empfiehl dies.{0,24}
        kopiere den (?:aktuellen )?link|den link zum einbetten.{0,50}|folge[nt]? (?:sie )?uns (?:auf|bei|überall).{0,40}
        für eine korrekte darstellung.{0,60}
""",
        ("Artikel teilen", "Auf Facebook teilen Facebook", "Diesen Artikel per E-Mail teilen", "Link kopieren"),
        (
            "Teilen heißt hier verzichten, sagt der Wirt.",
            "Folgen der Flut sind überall zu sehen.",
            "Hören will davon niemand etwas.",
        ),
        100,
        closes=TITLE,
    ),
    rule(
        "readmore.de",
        ANYWHERE,
        r"""
        lesen sie auch|lesen sie hierzu auch|lesen sie dazu auch|lesen sie mehr|lesen sie mehr zum thema|lesen sie jetzt
        lesen sie weiter|auch lesen|lies auch|mehr lesen|mehr lesen über|mehr dazu|mehr erfahren|weiterlesen
        weiterlesen \d+ min(?:uten)?|zum weiterlesen|das thema könnte (?:dich|sie) auch interessieren|siehe auch|zur startseite
        zurück zur startseite|zur übersicht|zurück zur übersicht|zurück zur übersichtsseite|zurück|zum seitenanfang
        nach oben|zurück nach oben|zur person
        (?:lesen sie (?:auch|hier|dazu|hierzu|mehr|jetzt|weiter|die folgenden|den|alle|unten)|auch lesen|lies auch|mehr (?:zum thema|dazu|lesen|von|aus|über|zu|news|infos|informationen|artikel)|auch interessant|lesetipps?|passend dazu|hintergrund|zum (?:artikel|thema)|siehe auch|interview|kommentar|analyse|newsblog|liveblog|video|podcast|weiterlesen|hinweis auf einen verwandten artikel|das könnte (?:sie|dich)|auch wichtig|dazu passend|sehen sie (?:auch|hier)|hier geht es|mehr infos?)\s?[:»>|…–-].{0,160}
        lesen sie (?:auch|hier|mehr|weiter|dazu)\b.{0,60}
        hier (?:finden|lesen|können|geht|gibt|erfahren) (?:sie|es|du|ihr|zu|zur|zum)[^.!?]{0,90}|(?:auf|in) einer seite lesen
        dieses thema im programm.{0,100}|über dieses thema bericht.{0,90}|(?:den )?nächsten abschnitt .{2,40}überspringen
        sendung\s?:.{2,80}|weiter zu .{2,50}
        (?:zum|zur) (?:stellenmarkt|akademie|shop|coaching|startseite|kommentarbereich|forum|newsletter|mediathek|video|podcast|liveblog|live-ticker|dossier)
        aktuelle[ns]?:? (?:schlagzeilen|auf der startseite).{0,30}|nachrichten (?:der|aus|von) .{2,50}
        (?:bild|foto)\s?\d+ (?:von|av|/) \d+.{0,10}|\d+ bilder(?: - fotostrecke öffnen)?""",
        ("Lesen Sie auch:", "Lesen Sie auch: Brücke wird teurer"),
        (
            "Mehr Geld für Schulen fordert der Landrat.",
            "Weitere Zeugen meldeten sich am Abend.",
            "Zum Thema Wasser schwieg er.",
            "Hier endet der Weg im Wald.",
            "Themen wie Pflege und Wohnen stehen an.",
        ),
        180,
        closes=TITLE,
    ),
    rule(
        "related.de",
        ANYWHERE,
        r"""
        mehr zum thema|mehr zu diesem thema|mehr aus|mehr artikel|mehr news|mehr nachrichten|mehr videos|weitere artikel
        weitere beiträge|weitere beiträge zum thema|weitere meldungen|weitere news|weitere nachrichten|weitere themen|weitere videos
        weitere informationen|weitere links|weitere quellen|weitere angebote|weitere newsletter|weiterführende links
        weiterführende informationen|sie könnten auch an folgenden artikeln interessiert sein|vielleicht auch interessant
        verwandte artikel|verwandte beiträge|verwandte themen|verwandte links|verwandte themenbereiche|ähnliche artikel
        ähnliche beiträge|ähnliche themen|ähnliche meldungen|meistgelesen|meistgelesene artikel|meist gelesen|meist gelesene beiträge
        am meisten gelesen|die meistgelesenen artikel|meistdiskutierte artikel|meistkommentiert|beliebte artikel|beliebte beiträge
        beliebte themen|beliebte beiträge zum thema|top-themen|top themen|topthemen|top-artikel|top themen der redaktion|top-news
        aktuelle artikel|aktuelle beiträge|aktuelle nachrichten|aktuelle news|aktuelle meldungen|aktuelle themen|aktuelles
        neueste artikel|neueste beiträge|neueste nachrichten|neueste meldungen|neue beiträge|neueste sportartikel|letzte artikel
        letzte beiträge|letzte meldungen|die redaktion empfiehlt|redaktionsempfehlung|unsere empfehlung|unsere empfehlungen|empfehlungen
        empfehlungen der redaktion|empfohlen|empfohlen für dich|für dich empfohlen|für sie empfohlen|unser tipp|unsere auswahl|lesetipps
        lesetipp|leseempfehlung|aus dem ressort|aus der redaktion|neues aus der redaktion|mehr aus dem web|aus dem netz|nächster artikel
        vorheriger artikel|vorheriges|nächster beitrag|vorheriger beitrag|schlagzeilen|news & schlagzeilen|newsticker|kurz notiert
        bildergalerie|bildstrecke|fotostrecke|audio und video zum thema|videos zum thema|video zum thema|dossier|alle artikel
        alle themen|alle artikel anzeigen|alle meldungen|alle anzeigen|interessante artikel|weitere interessante news|highlights
        relevante themen|themen|mehr zu|nachrichtenportale|partnerangebote|unsere partner
        (?:mehr|alle|weitere|aktuelle|neueste) (?:aus|von|zu|zum|zur|über|artikel|beiträge|nachrichten|meldungen|informationen|news|videos|infos|berichte|themen|bilder)\b[^.!?,]{0,60}
        petition
        auch interessant|auch spannend|zum thema|zum selben thema|passend zum thema|passend zum artikel|passend dazu
        das könnte sie auch interessieren|das könnte dich auch interessieren|das könnte sie interessieren|das könnte ihnen auch gefallen
        hintergrund zum thema|auch auf .{2,20}|das könnte (?:sie|dich|ihnen|euch)(?: auch)?.{0,30}""",
        ("Mehr zum Thema", "Mehr aus dem Landkreis"),
        (
            "Mehr Geld für Schulen fordert der Landrat.",
            "Weitere Zeugen meldeten sich am Abend.",
            "Zum Thema Wasser schwieg er.",
            "Hier endet der Weg im Wald.",
            "Themen wie Pflege und Wohnen stehen an.",
        ),
        180,
        closes=TITLE,
    ),
    rule(
        "ad.de",
        ANYWHERE,
        r"""
        anzeige|anzeigen|werbung|reklame|advertorial|sponsored|gesponsert|promotion|bezahlter inhalt|nach dieser anzeige weiterlesen
        artikel wird nach der anzeige fortgesetzt|werbung wegklicken|kein bock auf werbung.{0,4}
        (?:letzte aktualisierung|bei den verlinkungen).{0,120}affiliate.{0,160}|werbung\. dieser.{0,120}
        (?:dieser|der) (?:beitrag|artikel) enthält werbung.{0,140}|\*?affiliate-?links?|externer inhalt
        empfohlener redaktioneller inhalt|empfohlener inhalt|externen inhalt anzeigen|externe inhalte anzeigen|podcast freigeben
        inhalt anzeigen|datenschutzerklärung
        (?:anzeige|werbung)\s?[-–—:|*][^.!?]{0,60}
        (?:die mit|mit|bei|wir|dieser|für|links|alle mit|als)\b.{0,50}(?:affiliate|provision\b|partner-?links?|anzeigenlink|werbelinks?).{0,220}
        (?:an dieser stelle|mit ihrer zustimmung|um eingebettete|zur anzeige|dieses? (?:element|inhalt|video))\b.{0,40}(?:externe|finden sie|inhalt|eingebettete|datenschutz|einwilligung|instagram|twitter|youtube|facebook).{0,260}
        ich bin damit einverstanden.{0,240}|damit (?:können|werden) personenbezogene daten.{0,120}|mit dem klick auf.{0,160}
        hinter jedem klick auf.{0,100}
""",
        (
            "Anzeige",
            "WERBUNG",
            "Empfohlener redaktioneller Inhalt",
            "Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden.",
        ),
        (
            "Anzeige erstattete am Ende nur ein Nachbar.",
            "Werbung für die Feuerwehr macht er gern.",
            "Hier stand einmal ein Schloss.",
        ),
        340,
        closes=PROSE,
    ),
    rule(
        "newsletter.de",
        ANYWHERE,
        r"""
        newsletter\s?:[^.]{2,60}|newsletter|newsletter abonnieren|newsletter bestellen|newsletter erhalten|unser newsletter
        unsere newsletter|jetzt abonnieren
        jetzt anmelden|jetzt anmelden!|abonnieren|anmelden|einloggen|registrieren|anmelden / registrieren|abmelden|login|abo|zum abo
        abo abschließen|abo abschliessenlogin|jetzt abo abschließen|jetzt weiterlesen|jetzt weiterlesen!|jetzt registrieren|jetzt lesen
        jetzt testen|jetzt kaufen|artikel freischalten|haben sie schon ein benutzerkonto|passwort vergessen|angemeldet bleiben
        informiert bleiben|bleiben sie informiert|exklusiv für abonnenten|nur für abonnenten|für abonnenten|plus|premium|anrede
        bitte wählen|vorname|nachname|vorname \(freiwillig\)|name \(freiwillig\)|ihre e-mail-adresse|e-mail-adresse|absenden|schließen
        schliessen|diesen banner schliessen|hinweis ausblenden|ok, verstanden|einmal zahlen|unterstützen sie uns|unterstützen
        jetzt spenden|spenden
        (?:jetzt |kostenlos |zum |unser |unseren |hier |melden? (?:sie )?|abonnieren sie |bestellen sie |holen sie |möchten sie |verpassen sie |erhalten sie |sichern sie )[^.]{0,60}(?:newsletter|abonnieren|e-mail|postfach|anmelden|whatsapp|kanal)\b[^.]{0,60}
        (?:wir informieren|jeden|täglich|jede woche|einmal|immer|alles|das wichtigste|die wichtigsten|die besten|der perfekte start|schnäppchen)\b.{0,90}(?:newsletter|ihr postfach|per e-mail|ins postfach|auf einen blick).{0,60}
        hinter den kulissen.{0,60}relevant|die .{2,30} newsletter\s?:.{2,100}
        (?:mit (?:meiner|der|ihrer|deiner) anmeldung|ich (?:habe|möchte|stimme|willige)|ⓘ? ?mit der anmeldung|hiermit).{0,120}(?:datenschutz|werbe|newsletter|einwillig|zustimm|nutzungsbedingungen|einverstanden).{0,160}
        (?:um|sie|zum|für|als|dieser|dieses|begleite|wählen|wagen|lesen|testen)\b[^.]{0,70}(?:abonnent(?:en|in)?\b|probeabo|kostenlos testen|digitalen zugang|30 tage kostenlos|bitte einloggen|artikel erwerben|freischalten|plus-artikel).{0,60}
        (?:sie haben|haben sie) (?:bereits|schon|noch kein).{0,40}
""",
        (
            "Newsletter abonnieren",
            "Jetzt kostenlos zum Newsletter anmelden",
            "Mit meiner Anmeldung stimme ich der Werbevereinbarung zu.",
        ),
        (
            "Anmelden mussten sich alle bis Freitag.",
            "Abonnieren will er das Blatt trotzdem.",
            "Der Newsletter des Vereins war ein Erfolg, bis die Zahlen kamen.",
        ),
        320,
        closes=PROSE,
    ),
    rule(
        "comment.de",
        EDGES,
        r"""
        kommentare|kommentar|kommentieren|kommentar schreiben|kommentar verfassen|kommentar abgeben|schreibe einen kommentar
        schreiben sie einen kommentar|hinterlasse einen kommentar|eine antwort schreiben|antworten|antworten abbrechen|antwort abbrechen
        diskutieren sie mit|diskutieren sie mit uns|ihre meinung|ihre meinung zum thema|was denkst du|keine kommentare
        bisher keine kommentare|noch keine kommentare|noch keine bewertungen|bitte registrieren sie sich.{0,100}|alle kommentare
        alle kommentare anzeigen|kommentare anzeigen|kommentare einblenden
        leserkommentare|neueste kommentare|letzte kommentare|aktuelle kommentare|bisherige kommentare|beitrag kommentieren
        artikel kommentieren|artikel bewerten|bewertung|bewerten|kommentieren / forum lesen|forum|zum forum|erforderliche felder
        (?:pflichtfelder).{0,20}|benachrichtige mich.{0,80}|meinen namen.{0,100}|leserbrief schreiben|leserbrief|feedback
        feedback kommentieren fehlerhinweis|feedback geben|anzahl kommentare|melden|kommentar melden|ihr feedback|ihre nachricht|name
        nachricht
        \d+ (?:kommentare?|postings?|antworten|leserkommentare?|bewertungen|reaktionen)|kommentare?\s?[:(]?\s?\d+.{0,6}
        kommentieren ?\d+|anzahl kommentare.{0,8}|forum:? \d+ .{0,12}
        (?:deine|ihre) e-?mail(?:-adresse)?.{0,60}(?:nicht veröffentlicht|unter uns|erforderlich).{0,60}
        hat (?:ihnen|dir) (?:dieser|der|unser) (?:artikel|beitrag|text).{0,200}|ihre meinung ist uns wichtig.{0,140}
        (?:sie müssen|du musst|bitte (?:füllen|melden|loggen|beachten|registrieren|schreiben|geben)|um kommentare|um einen kommentar|melden sie|melde dich|die kommentar\w*|leider sind|kommentare|zu den|diese website verwendet|der kommentar|wie bewerten|gefällt|war der|hat ihnen|dieser artikel gefällt|schreibt? uns|gerne als|wir freuen uns|schicken sie|senden sie|haben sie|was (?:halten|meinen)|diskutiere|hier ist ihre)\b.{0,90}(?:kommentar|angemeldet|einloggen|diskussion|akismet|bewert|gefragt|hilfreich|feedback|meinung|mail|anregung|leser\*?innen|nützlich|fans|artikel\??$|deaktiviert|verfassen|springen|kritik).{0,160}
""",
        ("3 Kommentare", "Schreibe einen Kommentar", "Deine E-Mail-Adresse wird nicht veröffentlicht.", "Kommentare"),
        (
            "Kommentare aus der Nachbarstadt fielen milder aus.",
            "Bewertung der Lage: schwierig, aber nicht hoffnungslos.",
            "Bitte nicht füttern, steht am Zaun.",
        ),
        260,
        closes=PROSE,
    ),
    rule(
        "notice.de",
        EDGES,
        r"""alle rechte vorbehalten.*|©.{0,120}
        (?:dieser|dieses|der|das|die|diese) (?:artikel|text|beitrag|interview|inhalt|meldung|nachricht|stück|video)\b.{0,60}(?:zuerst|erschienen|veröffentlicht|übersetzung|übersetzt|im original|automatisiert|aktualisiert|korrigiert|kooperation|künstlicher|mithilfe|dpa|agentur|erstmals).{0,200}
        (?:hinweis|transparenzhinweis|anmerkung der redaktion|anm\. d\. red\.|korrektur|korrekturhinweis|redaktioneller hinweis|disclaimer|haftungsausschluss)\s?:.{2,300}
        (?:mit|quelle:|von|unter verwendung von) (?:agenturmaterial|material|informationen|inhalten) (?:der|von|des)?.{0,160}
        mit agenturmaterial|(?:quellen?|weitere quellen|originalpublikation|veröffentlichung)\s?[:•].{2,120}|nachdruck.{0,80}
        vervielfältigung.{0,80}
        (?:alle|sämtliche|die|redaktionelle) (?:inhalte|angaben|texte|rechte) .{0,120}(?:vorbehalten|gewähr|urheber|unterliegen|geschützt|sportradar|autor).{0,60}
        (?:inhaltlichen |einen |hier )?fehler (?:melden|gefunden|auf|entdeckt|im).{0,60}
        (?:fehlerhinweis|hinweis einsenden|inhaltliches feedback|korrektur melden|rechtschreibfehler|leserservice).{0,50}|impressum
        datenschutz
        (?:agb|impressum|datenschutz|kontakt|nutzungsbedingungen)(?:[\s|·,/&-]+(?:agb|impressum|datenschutz|kontakt|nutzungsbedingungen|und|mediadaten|jobs|presse|über uns|cookies))+
        (?:diese|unsere) (?:web)?(?:seite|site|website) (?:verwendet|benutzt|nutzt).{0,160}|wir (?:verwenden|nutzen|setzen) cookies.*
        cookies? .{0,20}(?:akzeptieren|ablehnen|erleichtern|einstellungen).{0,80}
        warum sie (?:dem|der|uns) .{2,60}(?:vertrauen|können).{0,10}
        (?:die|der|das) .{2,40} (?:ist mitglied der|übernimmt keine|behält sich).{0,160}|artikel-?tools|artikelarten.{0,40}
        so erreichen sie uns.{0,10}|(?:lesen|erfahren) sie.{0,20}(?:mehr )?über unsere (?:standards|arbeit|ki).{0,40}
        (?:die\s)?ki-richtlinien.{0,20}""",
        (
            "Alle Rechte vorbehalten",
            "Dieser Artikel ist zuerst in einer Partnerzeitung erschienen.",
            "Quelle: dpa",
            "Fehler gefunden? Jetzt melden.",
        ),
        (
            "Fehler macht jeder, sagt die Trainerin.",
            "Die Rechte der Pächter bleiben unberührt.",
            "Quellen gibt es im Tal genug.",
        ),
        360,
        closes=PROSE,
    ),
    rule(
        "meta.de",
        EDGES,
        r"""
        (?:stand|aktualisiert|aktualisiert am|letzte aktualisierung|letzte änderung|zuletzt aktualisiert|veröffentlicht|veröffentlicht am|erstellt|erstellt am|erschienen|erschienen in|erschienen am|artikel veröffentlicht am|geschrieben am|datum|uhrzeit|publiziert|update)\s?:?\s?.{0,80}
        (?:vor|seit) (?:\d+|einer|einem|wenigen|kurzem) (?:std|stunden?|minuten?|min|tagen?|wochen?|monaten?|sek).{0,6}
        (?:heute|gestern|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)?,?\s?(?:um )?\d{1,2}[:.]\d\d uhr
        (?:heute|gestern),.{0,16}|lesezeit\s?:?.{0,24}|lesedauer\s?:?.{0,24}|\d+ min(?:uten)?\.?(?: lesezeit)?
        \d[\d.]* (?:aufrufe|mal gelesen|leser|klicks|likes)|rubrik\s?:.{0,40}|ressort\s?:.{0,40}|artikeltyp\s?:.{0,60}
        schlagworte?(?: zu diesem artikel)?\s?:?.{0,120}|schlagwörter\s?:?.{0,120}|themen(?: im artikel)?\s?[:#].{0,140}
        getaggt mit.{0,100}|stichw(?:orte|örter)\s?:.{0,120}|verschlagwortet.{0,100}|kategorien?\s?:.{0,60}|aktuelle seite\s?:?.{0,80}
        sie sind hier\s?:?.{0,80}|startseite\s?[>›»/|].{0,90}|(?:audio|video|audiobeitrag|bildbeitrag|videobeitrag)\s?(?::.{0,80})?
""",
        ("Stand: 25.10.2021 15:26 Uhr", "vor 3 Stunden", "Schlagworte: Fluss, Brücke"),
        (
            "Stand die Brücke unter Wasser, half nur das Boot, erzählt der Fährmann, der seit vierzig Jahren hier lebt und alles gesehen hat.",
            "Vor drei Jahren stand hier noch ein Haus.",
            "Themen gab es genug.",
        ),
        150,
    ),
    rule(
        "credit.byline-de",
        EDGES,
        rf"""
        (?:ein |eine |der |die |das )?(?:kommentar|analyse|interview|gastbeitrag|reportage|essay|beitrag|kolumne|bericht|text|glosse|porträt)?\s?(?:von|aufgezeichnet von|protokoll von) {_NAME}(?:(?:, | und | & |, und | sowie | \| ){_NAME}){{0,6}}(?:[,|•·–—/(-]+\s?.{{0,40}})?
        (?:text|autor|autorin|autoren|redaktion|reporter|faktencheck|recherche|design|fotos?|mitarbeit|protokoll|grafik|bearbeitung|schnitt|kamera|onlinefassung|texte?)\s?:\s?{_NAME}(?:(?:, | und | & | / ){_NAME}){{0,6}}(?:[,/].{{0,30}})?
        von|autor:?|über den autor|über die autorin|zur autorin|zum autor|über
        (?:dpa|afp|sid|sda|apa|kna|epd|reuters|ap)(?:[/,]\w{{2,5}}){{0,3}}|redakteurin|redakteur|korrespondentin|korrespondent
        volontärin|reporterin|(?:leitende?r?|stellvertretende?r?) \w*(?:redakteur|redakteurin|korrespondent).{{0,30}}
        (?:mehr von|artikel von|alle artikel von|beitrag von) {_NAME}
""",
        ("Von Anna Berg", "Von Anna Berg und Bo Tal", "Kommentar von Anna Berg", "Redaktion: Anna Berg, Bo Tal", "dpa"),
        (
            "Von Montag an gilt Maskenpflicht.",
            "Von hier aus sieht man das Tal.",
            "Text und Melodie stammen aus dem Dorf.",
        ),
        130,
    ),
    rule(
        "credit.byline-eu",
        ANYWHERE,
        r"""
        (?-i:[Vv]on|VON|[Pp]ar|PAR|Por|POR|Di|Door|Av|Af) (?!(?-i:Der |Die |Das |Dem |Den |La |Le |El |Los |Las ))(?-i:[A-ZÀ-ÞĀ-Ž][\w'’.-]+(?: [A-ZÀ-ÞĀ-Ž][\w'’.-]*| (?:von|van|de|der|zu|del|di)){1,3})(?:(?: ?, | und | et | y | e | en | og | och )(?-i:[A-ZÀ-ÞĀ-Ž][\w'’.-]+(?: [A-ZÀ-ÞĀ-Ž][\w'’.-]*| (?:von|van|de|der|zu|del|di)){0,3})){0,6}
""",
        ("Von Anna Berg", "von Anna Berg , Bo Tal , Cy Low", "Par Anne Colline"),
        ("Von Anna Berg stammt die Idee", "Por la mañana llovió", "Von oben sah man das Tal"),
        110,
    ),
    rule(
        "caption.de",
        ANYWHERE,
        r"""
        (?:bild|foto|fotos|grafik|bildrechte|bildquelle|symbolbild|symbolfoto|archivbild|archivfoto|illustration|bildnachweis|quelle|karte|screenshot|abbildung|bilder|video|titelbild|teaserbild|fotograf)\s?(?::|©|/|\|)\s?[^.!?]{2,120}
        symbolbild|archivbild|symbolfoto|archivfoto|archiv|privat|©\s?.{2,90}|öffnet im neuen fenster|ansicht vergrößern|bild vergrößern
        öffnet in einem neuen fenster|zum vergrößern klicken|vollbild
""",
        ("Foto: Anna Berg/dpa", "Symbolbild", "© Anna Berg/imago", "Bildrechte: Beispielfunk/Anna Berg"),
        ("Bild der Zerstörung: Dächer fehlen, Straßen sind weg. So sah es aus.", "Privat ist er ein stiller Mensch."),
        150,
        closes=PROSE,
    ),
    rule(
        "nav.de",
        EDGES,
        bar(_DE_SECTIONS),
        ("Politik Wirtschaft Sport", "Panorama", "Impressum & Kontakt"),
        ("Politik und Wirtschaft müssen reden.", "Wetter schlägt um.", "Kultur kostet Geld."),
        200,
    ),
    # ---- French ----------------------------------------------------------------------------------------------------
    rule(
        "readmore.fr",
        ANYWHERE,
        r"""
        lire aussi|à lire aussi|a lire aussi|lire également|à lire également|à lire|lire la suite|lire l'article|lire plus
        en savoir plus|voir aussi|voir plus|voir tout
        (?:à |a )?(?:lire|voir|écouter|découvrir|retrouver|revoir|relire)(?: aussi| également| la suite| plus| notre| l’article| nos)?\s?[:>»–|-].{0,160}
        (?:à |a )?lire (?:aussi|également|la suite|notre|l['’]article|nos|plus)\b.{0,140}""",
        ("Lire aussi :", "Lire aussi : Le pont rouvre", "À lire également"),
        (
            "Lire reste un plaisir, dit la maire.",
            "À lire les rapports, la crue était prévisible depuis des années.",
            "Sujets brûlants et plats froids.",
        ),
        180,
        closes=TITLE,
    ),
    rule(
        "related.fr",
        ANYWHERE,
        r"""
        sur le même sujet|sur le même thème|dans la même rubrique|articles liés|articles associés|articles similaires
        articles recommandés|articles correspondants|articles récents|derniers articles|à découvrir|à découvrir également
        à découvrir aussi|à suivre|à voir|à ne pas manquer|à la une|a la une|articles les plus lus|le plus lu|plus de sujets
        plus d'articles|plus d'actualités|plus d'infos|notre sélection|nos articles|la rédaction vous conseille
        la rédaction vous recommande|nous vous conseillons|vous aimerez aussi|vous pourriez aussi aimer|vous pourriez être intéressé par
        cela peut vous intéresser|ça peut vous intéresser|ailleurs sur le web|l'actu|l'actualité|toute l'actualité|en continu|en direct
        fil info|dernières nouvelles|dernière minute|dossier|pour aller plus loin|plus d'informations|sujets|thèmes|tags|mots-clés
        en lecture|suivant|précédent|article suivant|article précédent|retour à l'accueil|retour|haut de page|afficher plus|charger plus
        le fil culture|en images|en vidéo|diaporama
        (?:plus|toute?s?|les dernières|dernières|autres) (?:d['’]articles|d['’]infos|d['’]actualités|de sujets|l['’]actualité|l['’]actu|les actualités|nouvelles|articles|vidéos).{0,50}
        (?:sur le même|dans le même|pour aller plus|notre dossier|en savoir plus|retrouvez|découvrez|cliquez|suivez)\b.{0,20}(?:sujet|thème|loin|sur|ici|toute|tous|notre|nous|nos|l['’]).{0,100}
        les plus lus|les plus partagés|les plus commentés|les dernières actus""",
        ("Les plus lus", "Sur le même sujet"),
        (
            "Lire reste un plaisir, dit la maire.",
            "À lire les rapports, la crue était prévisible depuis des années.",
            "Sujets brûlants et plats froids.",
        ),
        180,
        closes=TITLE,
    ),
    rule(
        "chrome.fr",
        ANYWHERE,
        r"""
        partager|partager cet article|partager l'article|partagez|partage|partager sur|partager discussion|envoyer|envoyer par e-mail
        imprimer|copier le lien|lien copié|copier|enregistrer|sauvegarder|favoris|ajouter aux favoris|écouter l'article|écouter
        offrir cet article|offrir l'article|publicité|publicités|passer la publicité|fermer la publicité|contenu sponsorisé|annonce
        sponsorisé|continuer la lecture|lire la suite|s'abonner|abonnez-vous|je m'abonne|abonnement|se connecter|connexion|s'inscrire
        inscription|créer un compte|mon compte|déjà abonné|réservé aux abonnés|article réservé aux abonnés|newsletter|newsletters
        s'inscrire à la newsletter|fermer|accepter|refuser|tout accepter|commentaires?|commenter|réagir|vos réactions|votre commentaire
        laisser un commentaire|publier un commentaire|ajouter un commentaire|poster un commentaire|voir les commentaires
        aucun commentaire|répondre|annuler la réponse|suivez-nous|suivre|signaler|signaler un abus|signaler une erreur|temps de lecture
        mentions légales|conditions générales.{0,30}|charte des commentaires|politique de confidentialité|contact|à propos
        qui sommes-nous|plan du site|accueil|accéder aux raccourcis.{0,30}|permalien|tweeter|crédits photos?|crédit|archives|recherche
        (?:partager|partagez|envoyer|imprimer) (?:cet|l['’]|sur|par|via|ce|cette|avec|votre|dans|:).{0,60}
        (?:recevez|recevoir|s['’]inscrire|pour recevoir|chaque (?:jour|matin|semaine)).{0,80}(?:newsletter|boîte mail|e-?mail|inscri|actualité|alertes?).{0,100}
        (?:temps de )?lecture\s?:?\s?\d+.{0,8}|\d+ min(?:utes)?(?: de lecture)?|\d+ (?:commentaires?|partages?|réactions?|vues)
        commentaires?\s?\(?\d+\)?|copier/coller.{0,60}
""",
        ("Partager cet article", "Publicité", "Réservé aux abonnés", "3 commentaires"),
        (
            "Partager la rivière, voilà le défi.",
            "Commentaires et sifflets ont fusé.",
            "La publicité sera interdite dans les gares.",
            "Écouter le vent, c'est son métier.",
        ),
        260,
        closes=TITLE,
    ),
    rule(
        "credit.fr",
        EDGES,
        rf"""
        (?:par|texte|auteur|propos recueillis par|texte et photos?|photos?|photographie|avec|rédigé par|publié par|écrit par)\s?:?\s{_NAME}(?:(?:, | et | & | \| ){_NAME}){{0,5}}(?:\s?[,|•·–—/(-]\s?.{{0,50}})?
        par|crédits? (?:photos?)?\s?:.{{2,80}}
        (?:publié|mis à jour|modifié|posté|actualisé|créé|date)(?:e)?\s?(?:le|à|il y a|:|,).{{2,80}}|il y a \d+ .{{2,12}}|la rédaction
        (?:le figaro|afp|reuters) (?:et|avec) (?:afp|reuters|agences?)|(?:avec )?afp|source\s?:.{{2,60}}
        (?:journaliste|correspondante?|envoyée? spéciale?)(?:\s?[•·,|à].{{0,50}})?
        (?:tags|mots-clés|thèmes|sujets|étiquettes|rubriques?|catégories?)\s?:.{{2,140}}|accueil\s?[>›»/|].{{0,90}}
""",
        ("Par Anne Colline", "Par Anne Colline et Bruno Val", "Publié le 3 mars 2021 à 08:00"),
        (
            "Par temps de pluie, le chemin est fermé.",
            "Par ailleurs, la crue a coupé la route.",
            "Avec le vent, tout a brûlé.",
        ),
        140,
    ),
    # ---- Spanish and Portuguese ------------------------------------------------------------------------------------
    rule(
        "readmore.es",
        ANYWHERE,
        r"""
        lea también|lee también|leer también|también puedes leer|también lea|te puede interesar|le puede interesar|te podría interesar
        puede interesarte|podría interesarte|ver más|leer más|seguir leyendo|sigue leyendo|vea también|ver también|vea además
        mira también|mira|además|no te pierdas|siguiente|anterior|siguiente noticia|volver|volver arriba
        (?:lea|lee|leer|vea|ver|mira|mire|conoce|escucha|lea además|le puede interesar|te puede interesar|puede leer|vea además|relacionad[oa]s?|además|en contexto|también|video|fotos?|galería|análisis|opinión|entrevista|más información|más sobre|no te pierdas)(?: (?:también|además|más|aquí|la nota|el video|nota))?\s?[:>»|–].{2,170}
        (?:lea|lee|vea|mira) (?:también|además|aquí|más)\b.{0,140}|(?:haz|haga) clic (?:aquí|en).{0,60}
        (?:suscr[ií]b(?:ase|ete|ite)|s[ií]guenos|siguenos|síganos|únete|únase|regístrate|recib[ae]|descarga|activa)\b.{0,140}
""",
        ("Lea también:", "LEA TAMBIÉN: Reabren el puente", "Síguenos en Facebook"),
        (
            "Más agua bajó por la noche, dijo el alcalde.",
            "Temas viejos volvieron al pleno.",
            "Mira al río y calla.",
            "Además de la escuela se cayó el puente.",
        ),
        180,
        closes=TITLE,
    ),
    rule(
        "related.es",
        ANYWHERE,
        r"""
        te interesa|quizás te interese|te recomendamos|recomendamos|le recomendamos|recomendados|recomendado|noticias relacionadas
        noticia relacionada|notas relacionadas|nota relacionada|artículos relacionados|artículo relacionado|contenido relacionado
        relacionados|relacionadas|temas relacionados|temas|más noticias|más información|más sobre|más temas|más leídas|más leídos
        lo más leído|lo más visto|lo más visto en|las más leídas|lo último|últimas noticias|última hora|lo más reciente|saber más
        destacados|destacadas|tendencias|en portada|portada|video recomendado|videos recomendados|contexto de la noticia
        enlaces patrocinados|otras noticias|otros artículos|noticia anterior|compartir nota|nota siguiente|etiquetas|archivado en
        informate más|más señales en vivo|contenido patrocinado|te sugerimos
        (?:más|otras|últimas|todas las|ver más|leer más) (?:noticias|temas|artículos|información|sobre|de|en|notas|videos)\b[^.!?,]{0,60}
""",
        ("Noticias relacionadas",),
        (
            "Más agua bajó por la noche, dijo el alcalde.",
            "Temas viejos volvieron al pleno.",
            "Mira al río y calla.",
            "Además de la escuela se cayó el puente.",
        ),
        180,
        closes=TITLE,
    ),
    rule(
        "chrome.es",
        ANYWHERE,
        r"""
        compartir|comparte|comparta|compartir en|compartir noticia|compartir artículo|copiar enlace|enlace copiado|copiar|imprimir
        enviar|enviar por correo|guardar|guardar noticia|favoritos|escuchar|escuchar noticia|regala esta noticia|regalar artículo
        publicidad|anuncio|anuncios|publicidad - sigue leyendo debajo|contenido patrocinado|patrocinado|continúa leyendo
        continuar leyendo|cerrar|aceptar|cancelar|iniciar sesión|inicia sesión|inicie sesión|ingresar|entrar|registrarse|regístrate
        registro|crear cuenta|mi cuenta|cerrar sesión|suscríbete|suscribete|suscribirse|suscríbase|suscripción|newsletter|newsletters
        boletín|boletines|solo para suscriptores|exclusivo para suscriptores|exclusivo|comentarios?|comentar|comenta
        comentar este artículo|deja un comentario|dejar un comentario|deja una respuesta|cancelar respuesta|responder|ver comentarios
        no hay comentarios|sé el primero en comentar|comentarios de nuestros suscriptores.{0,4}|normas de uso.{0,30}|reportar un error
        reportar error|reportar|aviso legal|política de privacidad|política de cookies|términos y condiciones|contacto|quiénes somos
        inicio|buscar|menú|síguenos|síguenos en|seguir|tiempo de lectura|tamaño de letra|color de fondo|modo nocturno|acceso|hemeroteca
        kiosko y más|actualidad|noticias|economía|deportes|cultura|política|sociedad|internacional|nacional|españa|méxico|opinión|gente
        ciencia|tecnología|salud|mundo|espectáculos|seguridad|sucesos|vídeos?|videos?|fotos?|galerías?|multimedia
        (?:compartir|comparte|enviar|imprimir) (?:en|por|esta|este|la|el|con|nota|vía)\b.{0,60}
        \d+ (?:comentarios?|compartidos|min(?:utos)?(?: de lectura)?)|comentarios?\s?\(?\d+\)?|actualmente puntuada.{0,40}
        hacemos periodismo desde.{0,40}
""",
        ("Compartir en Facebook", "Publicidad", "Iniciar sesión", "Deja un comentario"),
        (
            "Compartir el agua es difícil, admitió.",
            "Noticias malas llegaron del norte.",
            "La política local cambió de rumbo.",
        ),
        260,
        closes=TITLE,
    ),
    rule(
        "credit.es",
        EDGES,
        rf"""
        (?:por|texto|escrito por|autor|autora|redacción|fotos?|fotografía|publicado por|editado por|entrevista de)\s?:?\s{_NAME}(?:(?:, | y | e | & | \| ){_NAME}){{0,5}}(?:\s?[,|•·–—/(-]\s?.{{0,50}})?
        por|redacción
        (?:publicado|actualizado|creado|última actualización|act\.?|modificado|fecha)(?: el| en| a las|:|,)?\s?.{{0,10}}\d.{{0,60}}
        actualizado a las.{{0,12}}|hace \d+ .{{2,12}}|corresponsal(?: en .{{2,30}})?
        (?:con información de|fuente|con datos de|agencias?)\s?:?.{{2,60}}
        (?:foto|imagen|crédito|fotografía|video|ilustración|gráfico)\s?:\s?.{{2,80}}|efe|europa press
        (?:etiquetas|temas|tags|archivado en|categorías?|palabras clave)\s?:.{{2,140}}|inicio\s?[>›»/|].{{0,90}}|\d{{1,2}}:\d\d ?h\.?
""",
        ("Por Ana Colina", "Por Ana Colina y Bruno Valle", "Actualizado a las 20:56h"),
        (
            "Por Semana Santa el pueblo se llena.",
            "Por ahora no hay cifras.",
            "Fuente de vida, el río baja turbio y el pueblo lo mira sin decir nada desde la orilla.",
        ),
        140,
    ),
    rule(
        "readmore.pt",
        ANYWHERE,
        r"""
        leia também|leia mais|leia a seguir|leia ainda|veja também|veja mais|ver mais|saiba mais|continue lendo|próximo|anterior|próxima
""",
        ("Leia também:",),
        ("Leia mais livros, pediu a professora.", "Veja você, disse o prefeito, o rio subiu."),
        240,
        closes=TITLE,
    ),
    rule(
        "related.pt",
        ANYWHERE,
        r"""
        mais lidas|mais lidos|mais popular|mais populares|mais vistas|mais notícias|últimas notícias|notícias relacionadas
        artigos relacionados|conteúdo relacionado|relacionados|relacionadas|recomendados|recomendadas|você também pode gostar
        você pode gostar|você vai gostar|pela web|destaques
""",
        ("Mais lidas", "Notícias relacionadas"),
        ("Leia mais livros, pediu a professora.", "Veja você, disse o prefeito, o rio subiu."),
        240,
        closes=TITLE,
    ),
    rule(
        "chrome.pt",
        ANYWHERE,
        r"""
        as mais lidas|continua após a publicidade|continua depois da publicidade|publicidade|anúncio|patrocinado|compartilhar
        compartilhe|compartilhe esta notícia|partilhar|partilhe|copiar link|link copiado|imprimir|enviar|salvar|ouvir|comentários?
        comentar|comente|comente!|deixe um comentário|deixe uma resposta|deixe seu comentário|cancelar resposta|responder|assine|assinar
        assine já|entrar|fazer login|cadastre-se|inscreva-se|newsletter|exclusivo para assinantes|conteúdo exclusivo|siga-nos|nos siga
        siga|fique por dentro|início|voltar|voltar ao topo|tags|temas|assuntos|notícias|política|economia|esportes|desporto|cultura
        mundo|brasil|portugal|opinião|saúde|tecnologia|ciência|entretenimento|vídeos|fotos|concursos|fórum|contato|contacto|sobre
        política de privacidade|termos de uso|redação
        (?:leia|veja|ouça|confira|assista|saiba)(?: também| mais| ainda| a seguir| aqui)?\s?[:>»|–-].{2,160}
        (?:leia|veja) (?:também|mais|ainda|a íntegra)\b.{0,140}|»\s?(?:publicidade|coluna|última).{0,100}
        (?:compartilhe|partilhe|compartilhar|partilhar) (?:no|na|em|via|por|esta|este|essa|com)\b.{0,50}
        \d+ (?:comentários?|compartilhamentos|min(?:utos)? de leitura)
        (?:tags|temas|assuntos|palavras-chave|categorias?|mais sobre)\s?:.{2,140}
        (?:foto|crédito|imagem|fonte|reprodução|arte|vídeo)\s?[:/]\s?.{2,80}|[(]crédito:.{2,60}
""",
        ("Leia também:", "Leia também: Ponte reabre", "Compartilhar no Facebook", "Continua após a publicidade"),
        (
            "Leia mais livros, pediu a professora.",
            "Veja você, disse o prefeito, o rio subiu.",
            "Entre as cidades há uma ponte nova.",
        ),
        240,
        closes=TITLE,
    ),
    rule(
        "credit.pt",
        EDGES,
        rf"""
        (?:por|texto|escrito por|autor|autora|da redação|reportagem|edição|fotos?|publicado por)\s?:?\s{_NAME}(?:(?:, | e | & | \| ){_NAME}){{0,5}}(?:\s?[,|•·–—/(-]\s?.{{0,50}})?
        da redação|(?:publicado|atualizado|última atualização|criado|postado|data|modificado)(?: em| às| há|:|,)?\s?.{{0,10}}\d.{{0,60}}
        há \d+ .{{2,12}}
""",
        ("Por Ana Colina", "Publicado em 03/03/2021 às 08h00", "Da Redação"),
        (
            "Por Deus, gritou o homem na ponte.",
            "Publicado o edital, começaram as obras na escola, que duraram dois anos inteiros.",
        ),
        140,
    ),
    # ---- Italian ---------------------------------------------------------------------------------------------------
    rule(
        "readmore.it",
        ANYWHERE,
        r"""
        leggi anche|leggi tutto|leggi di più|leggi l'articolo|leggi ancora|continua a leggere|precedente|successivo|seguente
        ti potrebbe interessare|potrebbe interessarti|potrebbero interessarti|potrebbe interessarti anche|da non perdere|vedi anche
        guarda anche|(?:leggi|guarda|vedi|scopri|ascolta)(?: anche| qui| tutto| di più| pure| ancora)?(?: su)?\s?[:>»|–-].{2,160}
        [(]?leggi anche.{0,150}
""",
        ("Leggi anche:", "Leggi anche: Riapre il ponte"),
        ("Leggi e decreti cambiano poco, dice il sindaco.",),
        200,
        closes=TITLE,
    ),
    rule(
        "related.it",
        ANYWHERE,
        r"""
        articoli correlati|articolo correlato|notizie correlate|contenuti correlati|articoli suggeriti|articoli recenti|articoli simili
        articolo precedente|articolo successivo|ti consigliamo|consigliati|imperdibili|più letti|i più letti|le più lette|più popolari
        ultime notizie|ultima ora|ultimi articoli|in evidenza|primo piano|altre notizie|altri articoli|approfondimenti|approfondisci
        navigazione articoli
""",
        ("Articoli correlati",),
        ("Leggi e decreti cambiano poco, dice il sindaco.",),
        200,
        closes=TITLE,
    ),
    rule(
        "chrome.it",
        ANYWHERE,
        r"""
        per saperne di più|condividi|condividi su|condividi l'articolo|condividi questo articolo|copia link|stampa|invia|invia per email
        salva|ascolta|ascolta l'articolo|pubblicità|annuncio|sponsorizzato|contenuto sponsorizzato|commenti|commenta|lascia un commento
        annulla risposta|lascia un commento annulla risposta|rispondi|scrivi un commento|accedi|registrati|abbonati|iscriviti
        iscriviti alla newsletter|newsletter|login|esci|contenuto riservato agli abbonati|seguici|seguici su|segui|cerca|cerca:|menu
        home|chiudi|accetta|tag|argomenti|cronaca|politica|economia|sport|cultura|esteri|spettacoli|tecnologia|salute|scienza
        moda e stile|casa|contatti|chi siamo|privacy|cookie policy|note legali|redazione|riproduzione riservata
        (?:condividi|invia|stampa) (?:su|con|via|questo|l['’]articolo|per)\b.{0,50}
        \d+ (?:commenti?|condivisioni|min(?:uti)?(?: di lettura)?)|(?:tag|argomenti|categorie?|temi|etichette)\s?:.{2,140}
        (?:foto|immagine|fonte|credit[io]?|video)\s?(?:di|:)\s?.{2,80}
""",
        ("Condividi su Facebook",),
        (
            "Leggi e decreti cambiano poco, dice il sindaco.",
            "Casa per casa, i volontari hanno cercato.",
            "Cultura e lavoro restano i temi.",
        ),
        200,
        closes=TITLE,
    ),
    rule(
        "credit.it",
        EDGES,
        rf"""
        (?:di|da|testo|a cura di|scritto da|autore|autrice|foto|redazione|articolo di|pubblicato da)\s?:?\s{_NAME}(?:(?:, | e | & | \| ){_NAME}){{0,5}}(?:\s?[,|•·–—/(-]\s?.{{0,50}})?
        (?:pubblicato|aggiornato|ultimo aggiornamento|modificato|data)(?: il| alle|:|,)?\s?.{{0,10}}\d.{{0,60}}|\d+ \w+ fa
        (?:di )?redazione(?: .{{2,20}})?
""",
        ("Di Anna Colle", "Pubblicato il 3 marzo 2021 alle 08:00", "a cura di Anna Colle e Bruno Valle"),
        ("Di Roma si parla spesso, di qui mai.", "Da ieri il ponte è chiuso."),
        130,
    ),
    # ---- Dutch -----------------------------------------------------------------------------------------------------
    rule(
        "readmore.nl",
        ANYWHERE,
        r"""lees ook|lees meer|lees verder|lees ook:|volgende|vorige
        (?:lees|bekijk|kijk|luister|zie)(?: ook| meer| verder| hier)?\s?[:>»|–].{2,160}|lees (?:ook|nu|meer|verder)\b.{0,120}
        leestijd.{0,20}""",
        ("Lees ook:", "Lees ook: Brug weer open"),
        ("Lees het boek, zei de boswachter.", "Meer water dan ooit stond in de kelder."),
        200,
        closes=TITLE,
    ),
    rule(
        "related.nl",
        ANYWHERE,
        r"""
        meer nieuws|meer over dit onderwerp|meer artikelen|gerelateerd|gerelateerde artikelen|gerelateerd nieuws|gerelateerde berichten
        meest gelezen|best gelezen|populair|aanbevolen|aanbevolen voor jou|anderen lezen ook|ook interessant|misschien ook interessant
        laatste nieuws|net binnen|volgend artikel|vorig artikel
""",
        ("Meest gelezen", "Gerelateerde artikelen"),
        ("Lees het boek, zei de boswachter.", "Meer water dan ooit stond in de kelder."),
        200,
        closes=TITLE,
    ),
    rule(
        "chrome.nl",
        ANYWHERE,
        r"""
        delen|deel|deel dit artikel|deel artikel|artikel delen|deel via|link kopiëren|link gekopieerd|kopieer link|printen|afdrukken
        opslaan|bewaren|bewaar artikel|luister|luister naar dit artikel|advertentie|gesponsord|reclame|adverteren|reacties|reageer
        reageren|plaats reactie|geef een reactie|laat een reactie achter|annuleren|inloggen|inloggen ›|aanmelden|registreren|abonneren
        abonneer|neem een abonnement|word abonnee|nieuwsbrief|nieuwsbrieven|schrijf je in|mijn nieuwsbrieven|mijn account
        mijn abonnement|alleen voor abonnees|ontdek je voordeel ›|opzeggen wanneer je wilt|volg ons|volg ons op|zoeken|menu|home|sluiten
        binnenland|buitenland|economie|politiek|sport|cultuur|wetenschap|opinie|regio|regionaal|contact|over ons|privacy|cookies
        algemene voorwaarden|(?:deel|delen) (?:dit|via|op|met|per)\b.{0,50}|\d+ reacties?
        (?:gepubliceerd|bijgewerkt|laatst bijgewerkt|geplaatst|aangepast)(?: op| om|:)?\s?.{0,10}\d.{0,60}
        (?:foto|beeld|bron|tekst|auteur|fotografie|video)\s?:\s?.{2,80}|(?:tags|trefwoorden|onderwerpen|categorie|meer over)\s?:.{2,140}
""",
        ("Deel dit artikel", "Advertentie"),
        (
            "Lees het boek, zei de boswachter.",
            "Meer water dan ooit stond in de kelder.",
            "Regio en rijk ruziën over geld.",
        ),
        200,
        closes=TITLE,
    ),
    # ---- Nordic ----------------------------------------------------------------------------------------------------
    rule(
        "readmore.nordic",
        ANYWHERE,
        r"""
        läs mer|läs också|läs även|läs vidare|læs også|læs mere|læs videre|les også|les mer|les videre|\+ vis flere|vis flere|vis mer
        lue myös|lue lisää|lue seuraavaksi|katso myös|luetuimmat
        (?:läs|læs|les|lue|katso|se)(?: mer| också| även| også| mere| myös| lisää)?\s?[:>»|–].{2,160}
        (?:läs|læs|les) (?:också|även|mer|også|mere|hele)\b.{0,120}|lue (?:myös|lisää)\b.{0,120}|mer om\s?:.{2,100}
""",
        ("Läs också:", "Læs også: Broen åbner igen", "Lue myös"),
        ("Les jeunes ont planté des arbres.", "Mer vatten kom under natten."),
        180,
        closes=TITLE,
    ),
    rule(
        "related.nordic",
        ANYWHERE,
        r"""
        fler artiklar|relaterade artiklar|relaterat|mer om ämnet|mer om|ämnen i artikeln|mest läst|mest lästa|senaste nytt
        senaste nyheterna|rekommenderat|mest læste|mest læst|seneste nyt|relaterede artikler|relateret|mest lest|siste nytt
        relaterte artikler|relatert|mer om sommer-ol|aiheesta lisää|aiheeseen liittyvää|uusimmat|tuoreimmat|suosittelemme
""",
        ("Mest läst", "Relaterede artikler"),
        ("Les jeunes ont planté des arbres.", "Mer vatten kom under natten."),
        180,
        closes=TITLE,
    ),
    rule(
        "chrome.nordic",
        ANYWHERE,
        r"""
        dela|dela artikel|dela artikeln|dela på facebook|kopiera länk|länk kopierad|kopiera|skriv ut|spara|spara artikel
        lyssna på artikel|lyssna|annons|annonser|annonsinnehåll|sponsrat|annonssamarbete|prenumerera|logga in|logga ut|bli prenumerant
        skapa konto|nyhetsbrev|kommentera|kommentarer|visa kommentarer|anmäl fel|anmäl text- och faktafel
        anmäl text- och faktafel anmäl till medieombudsmannen|följ oss|följ|öppna bild i helskärm
        ljuduppspelningen är ai-genererad.{0,40}|nyheter|sport|kultur|ekonomi|åsikter|ledare|debatt|inrikes|utrikes|lokalt|startsida
        meny|sök|stäng|bild \d+ av \d+|rätta artikeln|del|del artikel|del artiklen|del artiklen del|del på facebook|kopier link
        link kopieret|gem|gem på læseliste|gem artikel|lyt til artiklen|lyt|annonce|annoncer|reklame|sponsoreret|log ind|log ud
        opret profil|bliv abonnent|abonnér|abonner|nyhedsbrev|nyhedsbreve|kommentarer|kommentér|skriv kommentar|følg os|følg
        fejl i artiklen|indland|udland|biler|debat|forsiden|luk|søg|del saken|del artikkelen|del på facebook|kopier lenke|lenke kopiert
        lagre|lytt til saken|annonse|annonser|annonsørinnhold|logg inn|logg ut|registrer deg|bli abonnent|nyhetsbrev|kommentarer
        kommenter|kommentar|følg oss|feil i saken|tips oss|innenriks|utenriks|forsiden|lukk|søk|fotball|håndball|friidrett|jaa
        jaa artikkeli|kopioi linkki|linkki kopioitu|tulosta|tallenna|kuuntele|mainos|ilmoitus|mainos päättyy|kirjaudu|kirjaudu sisään
        rekisteröidy|tilaa|tilaa uutiskirje|uutiskirje|kommentit|kommentoi|kirjoita kommentti|seuraa|seuraa meitä|saat ylen parhaat
        etusivu|valikko|hae|sulje|uutiset|urheilu|kotimaa|ulkomaat|talous|kulttuuri|mielipide|artikkeli on yli .{2,20} vanha
        (?:foto|bild|bilde|billede|kuva|text|tekst|teksti|källa|kilde|lähde|grafik|bron)\s?:\s?.{2,80}
        (?:publicerad|uppdaterad|publiceret|opdateret|publisert|oppdatert|julkaistu|päivitetty)\s?:?\s?.{0,80}
        \d+ (?:kommentarer|kommenttia)|lästid.{0,16}|læsetid.{0,16}|lesetid.{0,16}|lukuaika.{0,16}
        (?:av|af) (?-i:[A-ZÅÄÖÆØ])\S+(?: (?-i:[A-ZÅÄÖÆØ])\S+){1,3}|(?:ämnen|emner|tagg(?:ar)?|avainsanat|aiheet)\s?:.{2,120}
""",
        ("Del saken", "Annons", "Foto: Anna Berg"),
        (
            "Del af vejen blev skyllet væk.",
            "Les jeunes ont planté des arbres.",
            "Jaa was het antwoord van het dorp, en dat bleef zo.",
            "Mer vatten kom under natten.",
        ),
        180,
        closes=TITLE,
    ),
    # ---- Slavic and Baltic -----------------------------------------------------------------------------------------
    rule(
        "readmore.slavic",
        ANYWHERE,
        r"""
        czytaj także|czytaj też|czytaj również|czytaj więcej|czytaj dalej|zobacz także|zobacz też|zobacz również|zobacz więcej
        przeczytaj także|przeczytaj też|następny|poprzedni|čtěte také|čtěte i|čtěte více|číst dále|читайте также|читать также
        читайте ещё|читать далее|читать дальше|читать полностью|подробнее|следующая|предыдущая|показать ещё|показать еще|загрузить ещё
        читайте також
        (?:czytaj|zobacz|przeczytaj|sprawdź|czytaj więcej w|čtěte|další zjištění|jak probíhalo|читайте|читать|смотрите|подробнее|по теме|see also|читайте також)(?: także| też| również| více| také| также| ещё| еще| далее| так же| також)?\s?[:>»|–].{2,160}
        (?:czytaj|zobacz|przeczytaj) (?:także|też|również|więcej|dalej)\b.{0,120}|читай(?:те)? (?:также|ещё|еще|нас|подробнее)\b.{0,120}
""",
        ("Czytaj także: Most znów otwarty", "Читайте также"),
        ("Czytaj książki, prosił nauczyciel.", "Więcej ludzi jeździ rowerem."),
        220,
        closes=TITLE,
    ),
    rule(
        "related.slavic",
        ANYWHERE,
        r"""
        polecamy|polecane|polecane artykuły|powiązane artykuły|powiązane|podobne artykuły|najczęściej czytane|najpopularniejsze
        najnowsze|najnowsze wiadomości|więcej|więcej na ten temat|související témata|související články|související|podobné články
        nejčtenější|nejnovější|doporučujeme|doporučené|по теме|материалы по теме|новости по теме|похожие новости|похожие материалы
        другие новости|ещё новости|больше новостей|самое читаемое|популярное|популярные новости|самое популярное|главное|главные новости
        лента новостей|новости партнеров|новости партнёров|новости сми2|рекомендуем|рекомендуемые|вам может быть интересно
        вам также может быть интересно|вам может понравиться|интересное|последние новости|не пропустите новые публикации|все новости
        читати далі|новини за темою|taip pat skaitykite|прочетете още|още по темата|ещё по теме
""",
        ("Najczęściej czytane", "Související témata:"),
        ("Czytaj książki, prosił nauczyciel.", "Więcej ludzi jeździ rowerem."),
        220,
        closes=TITLE,
    ),
    rule(
        "chrome.slavic",
        ANYWHERE,
        r"""
        reklama|materiał sponsorowany|artykuł sponsorowany|udostępnij|udostępnij artykuł|udostępnij na facebooku|skopiuj link|drukuj
        wyślij|zapisz|posłuchaj|komentarze|komentarz|skomentuj|dodaj komentarz|napisz komentarz|zaloguj się|zaloguj|zarejestruj się
        subskrybuj|prenumerata|newsletter|zapisz się|obserwuj nas|strona główna|szukaj|menu|zamknij|wiadomości|polska|świat|sport
        kultura|gospodarka|opublikowano|źródło|oprac|sdílet|sdílejte|sdílejte článek|sdílet článek|kopírovat odkaz|reklama|inzerce
        diskuze|diskuse|komentáře|přihlásit se|přihlásit|předplatné|odebírat|hlavní zprávy|domácí|zahraničí|kultura|postranní panel
        drobečková navigace|chcete-li článek poslouchat, přihlaste se|vstoupit do diskuze|foto|video|hlavní stránka|реклама
        на правах рекламы|спецпроект|партнерский материал|поделиться|поделиться в соцсетях|скопировать ссылку|ссылка скопирована
        распечатать|печать|версия для печати|сохранить|в закладки|слушать|комментарии|комментировать|оставить комментарий
        добавить комментарий|обсудить|обсуждение|ответить|войти|вход|регистрация|зарегистрироваться|подписаться|подписка|подпишитесь
        подписаться на рассылку|рассылка|наш телеграм|наш telegram-канал|теги|метки|тэги|назад|вперед|наверх|на главную|главная|новости
        политика|экономика|общество|происшествия|спорт|культура|в мире|россия|регионы|наука|технологии|авто|здоровье|мнения|интервью
        фото|видео|поиск|меню|закрыть|чтобы не пропустить новые публикации|подпишитесь на канал|азия|нашли ошибку.{0,60}
        нашли опечатку.{0,60}|выделите.{0,40}ctrl.{0,20}|сообщить об ошибке|правила комментирования|поділитися|коментарі|реклама
        підписатися|nuomonės|коментари|сподели
        (?:источник|фото|автор|текст|видео|опубликовано|обновлено|źródło|fot|foto|autor|zdjęcie|oprac|tekst|źródło zdjęcia|zdroj|video|aktualizováno|publikováno|джерело)\.?\s?[:/]\s?.{2,90}
        (?:opublikowano|aktualizacja|dodano|data publikacji|data dodania)\s?:?\s?.{0,10}\d.{0,50}
        (?:теги|метки|тэги|tagi|tematy|témata|klíčová slova|темы|słowa kluczowe)\s?:.{2,140}
        \d+ (?:komentarzy|komentarze|komentarz|комментари\w+|коментар\w+)|комментари[ий]\s?\(?\d+\)?
        \d+ (?:minut\w* czytania|мин\.?(?: на чтение)?)|(?:газета|журнал) «.{2,40}» №.{2,40}
        [\d,.]+k? (?:прочитали|подписчиков|просмотров|читателей)|просмотр(?:ов|ы)\s?:?\s?\d.{0,8}
""",
        ("Фото: А. Иванова",),
        (
            "Czytaj książki, prosił nauczyciel.",
            "Новости из деревни приходят редко.",
            "Главное — вода, говорит рыбак.",
            "Więcej ludzi jeździ rowerem.",
        ),
        220,
        closes=TITLE,
    ),
    # ---- Turkish, Hungarian, Romanian, Greek -----------------------------------------------------------------------
    rule(
        "readmore.tr",
        ANYWHERE,
        r"""
        bunu da oku|ayrıca bakınız|ayrıca oku|daha fazla|daha fazlası|devamını oku|haberin devamı|haberin devamı için tıklayın|sonraki
        önceki|(?:ilgili haber|ayrıca oku|bunu da oku|haberin devamı|video|galeri)\s?[:>»|–].{2,140}
""",
        ("Ayrıca oku: Köprü açıldı",),
        ("Son yıllarda köy boşaldı.",),
        180,
        closes=TITLE,
    ),
    rule(
        "related.tr",
        ANYWHERE,
        r"""
        ilgili haberler|ilgili haber|ilgili konular|ilgili konu|bunlar da ilginizi çekebilir|ilginizi çekebilir|önerilen haberler
        önerilen video|önerilenler|çok okunanlar|en çok okunanlar|son dakika|son haberler|son dakika haber|güncel haberler
""",
        ("İlgili haberler",),
        ("Son yıllarda köy boşaldı.",),
        180,
        closes=TITLE,
    ),
    rule(
        "chrome.tr",
        ANYWHERE,
        r"""
        reklam|sponsorlu|paylaş|haberi paylaş|bu haberi paylaşın|şurada paylaş|linki kopyala|kopyala|yazdır|kaydet|dinle|yorumlar|yorum
        yorum yap|yorum yaz|yorumlar ve emojiler aşağıda|içeriği görüntüle|haberi görüntüle|abone ol|giriş yap|üye ol|abonelik işlemleri
        bülten|takip et|bizi takip edin|etiketler|etiket|anasayfa|ana sayfa|menü|ara|kapat|gündem|ekonomi|dünya|spor|kültür|sağlık
        teknoloji|yaşam|siyaset|magazin|eğitim|ege|haberler|haber|fotoğraf|video|galeri|künye|iletişim|gizlilik
        (?:etiketler?|kaynak|fotoğraf|haber|editör|muhabir|giriş|güncelleme|yayınlanma|son güncelleme|oluşturulma|kaynakça)\s?:\s?.{2,140}
        #(?:haber|son dakika).{0,30}|bu içeriğe emoj.{0,24}|\d+ yorum|haberler gündem .{0,80}
""",
        ("Paylaş", "Giriş: 03.07.2021 - 18:24 Güncelleme: 03.07.2021 - 18:57", "Etiketler :"),
        ("Haberler iyi değil, dedi başkan.", "Paylaş ekmeğini, diyor türkü.", "Dünya kupası burada da izlendi."),
        180,
        closes=TITLE,
    ),
    rule(
        "readmore.other",
        ANYWHERE,
        r"""
        olvasta már|olvasd el ezt is|citește și|citeste si|citește mai departe|διαβάστε επίσης|διαβάστε ακόμα|loe ka|skaitykite taip pat
        lasi arī|(?:citește și|citeste si|διαβάστε επίσης|διαβάστε|olvasd el|pročitajte|lexo edhe|preberite)\s?[:>»|–].{2,140}
""",
        ("Citește și: Podul s-a redeschis", "Διαβάστε επίσης"),
        ("Citește mult, spune bunica.",),
        180,
        closes=TITLE,
    ),
    rule(
        "related.other",
        ANYWHERE,
        r"""
        ezek is érdekelhetnek|kapcsolódó cikkek|kapcsolódó|ajánlott|friss hírek|legolvasottabb|articole similare|știri similare
        cele mai citite|ultimele știri|σχετικά άρθρα|δημοφιλή|pročitajte još|pročitajte i|povezane vijesti|povezane teme|najčitanije
        lexo edhe|të ngjashme|preberite tudi|preberi več|прочитајте|pročitaj još
""",
        ("Kapcsolódó cikkek",),
        ("Citește mult, spune bunica.",),
        180,
        closes=TITLE,
    ),
    rule(
        "chrome.other",
        ANYWHERE,
        r"""
        hirdetés|megosztás|hozzászólások|bejelentkezés|regisztráció|feliratkozás|hírlevél|címkék|publicitate|distribuie|comentarii
        abonează-te|διαφήμιση|κοινοποίηση|σχόλια|oglas|komentari|podijeli
        (?:fotó|forrás|foto|sursa|sursă|φωτογραφία|πηγή|szerző|autor)\s?:\s?.{2,80}
""",
        ("Hirdetés", "Megosztás", "Fotó: Kovács Anna"),
        ("Citește mult, spune bunica.", "Foto klubi slaví sto let."),
        180,
    ),
    rule(
        "notice.eu",
        EDGES,
        r"""
        (?:tous droits réservés|reproduction interdite|todos los derechos reservados|derechos reservados|prohibida su reproducción|todos os direitos reservados|é proibida a reprodução|tutti i diritti riservati|riproduzione riservata|diritti riservati|alle rechten voorbehouden|auteursrecht|все права защищены|wszelkie prawa zastrzeżone|wszystkie prawa zastrzeżone|materiał chroniony prawem|všechna práva vyhrazena|перепечатка|при использовании материалов|копирование материалов|tüm hakları saklıdır|her hakkı saklıdır|alla rättigheter|alle rettigheder|med ensamrätt|kaikki oikeudet pidätetään|minden jog fenntartva|toate drepturile rezervate|sva prava pridržana).{0,160}
        (?:nous utilisons|ce site utilise|en poursuivant).{0,160}
        no está permitido.{0,120}|el contenido de los comentarios.{0,120}|(?:utilizamos|usamos|este sitio usa).{0,20}cookies.{0,160}
        o seu endereço de e-?mail.{0,80}|(?:usamos|utilizamos|este site usa).{0,20}cookies.{0,160}
        (?:utilizziamo|questo sito (?:usa|utilizza)).{0,20}cookie.{0,160}
        (?:wij|we|deze website) gebruik(?:en|t).{0,20}cookies.{0,160}|je e-mailadres wordt niet.{0,60}|tip als abonnee.{0,100}
        (?:korzystamy z|ta strona używa|мы используем|сайт использует|tento web používá).{0,20}(?:cookies?|ciasteczek|куки|файл\w*).{0,160}
        ten tekst przeczytasz.{0,40}|zapraszamy (?:też )?do.{0,200}
""",
        (
            "Todos los derechos reservados.",
            "Wszelkie prawa zastrzeżone.",
            "Alle rechten voorbehouden",
            "Nous utilisons des cookies pour mesurer l'audience.",
        ),
        ("Reproduktion war sein Handwerk.", "Usamos el río desde siempre, dice el pescador."),
        280,
        closes=PROSE,
    ),
    rule(
        "newsletter.eu",
        ANYWHERE,
        r"""
        (?:vous devez être|connectez-vous|pour (?:commenter|lire la suite|continuer)|il vous reste|cet article (?:est réservé|vous a)|la suite (?:est|de cet article)|déjà abonné|votre adresse|avez-vous aimé|les commentaires (?:sont|ont)|des? \d+ articles)\b.{0,90}(?:abonn|connect|commentaire|inscri|e-?mail|gratuit|réserv|apprécié|articles).{0,120}
        (?:abonnez|inscrivez|connectez|identifiez)-vous.{0,120}
        (?:esta funcionalidad|este contenido es|este artículo es|contenido exclusivo|solo para|para (?:seguir leyendo|continuar leyendo|comentar|leer (?:más|la nota|el artículo))|hazte|suscr[ií]b\w*|inicia sesión|ya eres|si ya eres|has leído|te quedan|al (?:registr|suscrib|hacer clic)\w*|acepto|su dirección de|tu (?:dirección|correo|email)|nombre \(|correo electrónico)\b.{0,90}(?:registrad|suscript|suscri|sesión|comentar|exclusiv|correo|miembro|socio|premium|privacidad|condiciones|boletín|leyendo|publicad|datos|artículos?|\*).{0,140}
        (?:siga|curta|acompanhe|receba|clique|inscreva-se|assine|baixe|entre)\b.{0,20}(?:nos|no|na|o|as|aqui|nosso|nossa|em|para|gratuit|em).{0,120}(?:facebook|instagram|twitter|telegram|whatsapp|newsletter|e-?mail|canal|aqui|grupo|redes|aplicativo|app|youtube|notícias|foto).{0,80}
        (?:iscriviti|abbonati|seguici|ricevi|clicca|scarica)\b.{0,120}|devi essere connesso.{0,40}|il tuo indirizzo email.{0,80}
        (?:meld|schrijf|abonneer|volg|word|als abonnee|om (?:verder|dit)|altijd mee)\b.{0,100}(?:nieuwsbrief|abonnee|nieuws|lezen|inloggen|volgen|aan|in|plusartikels|begint bij ons)\b.{0,90}
        подпи(?:шитесь|сывайтесь|саться)\b.{0,100}
""",
        (
            "Abonnez-vous à notre lettre du matin.",
            "Esta funcionalidad es sólo para registrados",
            "Devi essere connesso per inviare un commento.",
            "Подписывайтесь на наш канал",
            "Je moet nog inloggen".replace("Je moet nog inloggen", "Schrijf je in voor de nieuwsbrief"),
        ),
        (
            "La suite dépend du préfet.",
            "Solo el viento se oía.",
            "Word wakker, riep de molenaar.",
            "Entre nós, o rio é o dono.",
        ),
        300,
        closes=PROSE,
    ),
    rule(
        "notice.opinions",
        EDGES,
        r"""
        (?:les opinions|las opiniones|as opiniões|le opinioni|die (?:meinung(?:en)?|beiträge)|los comentarios|el contenido)\b.{0,120}(?:n['’]engagent|engagent que|responsabilidad|exclusiva de|dell['’]autore|des autors wieder|der autoren wieder).{0,120}
""",
        "Les opinions exprimées ici n'engagent que leurs auteurs.",
        "Las opiniones del pueblo cambian con el río.",
        260,
        closes=PROSE,
    ),
    rule(
        "caption.romance",
        ANYWHERE,
        r"""
        (?:foto|fotos|imagen|imágenes|crédito|créditos|fotografía|ilustración|foto de archivo|imagen de archivo|photo|photos|image|crédits?(?: photos?)?|légende|capture d['’]écran|imagem|reprodução|divulgação|immagine|infografía|captura)\s?[:/©]\s?[^.!?]{2,100}
        image illustrative.{0,120}|(?:photo|image) d['’]illustration.{0,60}|archivo|foto de archivo|imagen de archivo|imagen ilustrativa
        imagem ilustrativa|foto d['’]archivio|immagine di repertorio|photo d['’]archives
""",
        ("Foto: Ana Colina", "Crédit photo : Anne Colline", "Image d'illustration", "Imagen de archivo"),
        ("Foto oder Film, beides verblasst.", "Imagen y realidad no coinciden"),
        140,
    ),
    rule(
        "agency.eu",
        TAIL,
        r"""
        \(?(?:dpa|afp|sid|sda|apa|kna|epd|reuters|ap|efe|ansa|lusa|belga|anp|tt|ntb|ritzau|pap|čtk|tass|тасс|рбк|интерфакс|dmk|ots|tmn)(?:[/, -]+\w{1,6}){0,3}\)?
        \([a-z]{2,4}(?:[/,] ?[a-z]{2,5}){0,3}\)
""",
        ("(dpa)", "(dpa/afp)", "(dmk)"),
        ("(sic)!, stand am Rand", "(und das ist alles)"),
        30,
    ),
)
