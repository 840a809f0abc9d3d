"""Ordinary invented sentences of news articles, many of which mention what boilerplate mentions. No rule may take one."""

CHINESE = """
编辑部里，三位老编辑正在核对最后一版样稿，窗外的天已经亮了。
责任编辑制度在这家报社实行了二十年，老员工都说它管用。
记者昨天从市水务局获悉，新水厂将于下月试运行。
记者在现场看到，护堤的沙袋一直堆到了桥头。
来源不明的钥匙被送到了派出所，三天后才有人认领。
信息来源越多，判断就越要谨慎，这位老刑警说。
热线电话一天响了两百多次，值班员嗓子都哑了。
市民可拨打0999-1234567预约登记，也可以到社区窗口办理。
咨询电话：0999-7654321，工作时间为上午九点到下午五点。
扫码点餐在镇上的小馆子里已经很常见，老人们起初并不习惯。
他教母亲扫一扫二维码，母亲学了三遍就会了。
下载应用之后，村民在手机上就能报修路灯。
这款应用由两名大学生开发，下载量上个月超过了十万次。
关注留守儿童的志愿者每周六都会来，带着书和颜料。
分享会上，二十位种粮大户讲了自己的办法。
分享到的经验，他都记在一个蓝色封面的本子上。
登录火星的探测器传回了第一批照片。
注册资本从五百万元增加到两千万元，公司却只有三名员工。
版权登记费用下调以后，登记的作品增加了两成。
版权所有者有权要求赔偿，律师在法庭上这样说。
转载这篇文章的网站后来删除了标题里的错字。
未经许可占用消防通道的车辆，当天全部被拖走。
声明发表两小时后，双方代表回到了谈判桌前。
相关部门已经介入调查，结果将在一周内公布。
更多年轻人回到县城创业，旧厂房里开起了咖啡馆。
推荐的三条骑行路线都经过老城墙。
热门景点前一天就约满了，不少游客改去了湿地公园。
最新的监测数据显示，河里的鱼类增加到了四十一种。
下一站是终点，司机回头看了看空荡荡的车厢。
上一次洪水过去十一年了，堤上的刻度还在。
评论员认为，这项政策的细则还需要推敲。
评论区里有人问，为什么不早点修这座桥。
广告牌被风吹倒，所幸没有砸到行人。
广告收入连续三年下降，台里决定停办两个栏目。
时间过去了三十年，老桥还在原来的地方。
发布会结束以后，厂长一个人在台阶上坐了很久。
阅读量不等于影响力，他在课堂上反复说这句话。
浏览河边的展板，就能知道这座城市的来历。
打印机前排起了长队，社区又借来了两台。
字体设计师在老城的墙上找到了灵感。
收藏家把三百件瓷器捐给了县博物馆。
点击鼠标，三分钟就能办完过去一上午的手续。
首页上的照片是一位退休教师拍的。
当前位置偏僻的村小都通了校车。
标签贴错了，整批饮料被召回。
关键词只有一个，那就是等待。
投诉最多的是噪声，其次是油烟。
举报人昨天领到了奖金，他打算捐给学校。
纠错的过程很慢，但没有人想放弃。
图为主、文为辅的导览册很受孩子们欢迎。
图中的老人今年九十二岁，仍然每天下棋。
作者用了八年时间走访沿江的一百二十个村庄。
文中提到的渡口，如今停着二十多条游船。
审核通过的企业一共二十三家，名单贴在大厅门口。
校对是一门细活，她一做就是四十年。
监制的酒坊保留了老工艺，每年只出三百坛。
主编换了三任，专栏一直没有停。
本网讯 记者从交通局获悉，三座桥梁将在年底前完成检修。
本报讯（记者 李江）昨天清晨，第一班渡轮从南岸出发。
请继续支持村里的图书馆，她在信的末尾写道。
展开的画卷有十二米长，三个人才能托住。
他是一名记者，也是两个孩子的父亲。
2023年7月，第一条生产线投产，两百名工人回到了家乡。
2023年7月7日，大桥合龙，江面上汽笛齐鸣。
7月7日上午，两岸的居民早早来到江边。
"""

TRADITIONAL = """
編輯部昨晚燈火通明，三名編輯守著最後一版。
記者昨天從水務局獲悉，新水廠下月試運行。
來源不明的包裹被送到派出所，三天後才有人認領。
關注這條河的人越來越多，河岸也一年比一年乾淨。
下載量超過十萬次，兩名學生自己也沒想到。
分享會上，二十位農民講了自己的辦法。
相關單位已介入調查，結果一週內公布。
版權登記費用下調之後，作品增加了兩成。
廣告看板被風吹倒，所幸無人受傷。
熱線那頭，老人的聲音有些發抖。
"""

ENGLISH = """
The council said on Tuesday that the bridge would stay shut until spring.
By Monday the river had risen by more than a metre.
By the time help came, it was dark and the road had gone.
By car, the trip takes an hour; by boat, most of the day.
Sign language classes start in March, the library said.
Sign-up sheets were found in the burned office.
Subscribe rates for the paper fell by a tenth last year.
The newsletter editor was arrested at the border on Monday.
Follow the river north and the road ends at a gate.
Share prices of the two mills fell sharply on Wednesday.
Save the date, the mayor told the pupils, and bring your parents.
Post offices in three villages will stay open after all.
Print runs were halved during the war.
Listen to the old people, she said, and write it all down.
Download speeds doubled after the cable was laid.
The app maker said it had fixed the fault by Friday.
Advertising on buses will be banned from May.
Advertisement revenue fell for the third year in a row.
Sponsored runners set off at dawn in heavy rain.
Related industries lost about a thousand jobs.
More people cycle to work now, the survey found.
More from the region is expected at the autumn fair.
Read more books, the librarian told the class, and watch less television.
Watch out for ice, drivers were told on the radio.
Next to the bridge stands an old mill with a broken wheel.
The latest figures show a small rise in visitors.
Popular uprisings followed in three provinces.
Trending upward for months, prices finally stopped in June.
Comments by the minister drew boos from the gallery.
Comment was not available from the company on Sunday.
Reply cards were sent to nine thousand homes.
Topics ranged from fishing rights to the price of bread.
Tags were fitted to forty birds before they flew south.
Copyright law has changed little since then, the judge wrote.
This article of the treaty bans new dams on the upper river.
Editing the old film took her most of a year.
Source code was found on the laptop, police said.
Contact between the two ships was lost at noon.
Correction officers walked out on Friday over pay.
If you walk north for an hour you see the old mill.
Published in 1998, the novel sold poorly at first.
Updated plans were shown to the neighbours in the school hall.
Photo albums were saved from the flood by a neighbour.
Getty paid for the restoration of the chapel, the priest said.
Cookies and tea were served to the rescue teams at midnight.
Privacy was the first thing they lost, the brothers said.
Login screens froze across the county on Friday morning.
Register offices in four towns will close next year.
Close to nine hundred families still live in tents.
Home prices fell again in the spring.
News travels slowly up the valley, and so does help.
Video from the scene shows a white van leaving the yard.
Play resumed after an hour of rain.
Live music returned to the square for the first time since the fire.
Buy local, the mayor said, and half of the room applauded.
Call the plumber first, he joked, and the priest later.
He texted the hotline twice and got no answer.
Our readers wrote two hundred letters about the bridge.
All rights to the spring belong to the village, the court ruled.
"""

EUROPEAN = """
Die Redaktion zog im Mai in das alte Postamt um.
Von Montag an gilt auf der Brücke Tempo dreißig.
Von hier oben sieht man bei klarem Wetter bis zum Meer.
Teilen heißt in diesem Dorf vor allem verzichten, sagt der Wirt.
Lesen Sie gern, fragte der Richter den Angeklagten, und wenn ja, was?
Mehr Geld für die Schulen fordert der Landrat seit Jahren.
Weitere Zeugen meldeten sich noch am selben Abend.
Anzeige erstattete am Ende nur ein Nachbar.
Werbung für die Feuerwehr macht er am liebsten selbst.
Anmelden mussten sich alle Helfer bis Freitagmittag.
Kommentare aus der Nachbarstadt fielen deutlich milder aus.
Folgen der Flut sind an jedem zweiten Haus zu sehen.
Der Newsletter des Vereins kam nur zweimal im Jahr.
Fehler macht jeder, sagt die Trainerin nach dem Spiel.
Themen wie Pflege und Wohnen bestimmten den Abend.
Bilder der Zerstörung hängen heute im Rathaus.
Kultur kostet Geld, das weiß auch der Kämmerer.
Lire reste un plaisir pour les élèves de la vallée.
Partager la rivière, voilà le vrai défi, dit la maire.
La publicité sera interdite dans les gares dès le mois de mai.
Par temps de pluie, le chemin de halage est fermé.
Les commentaires de la ministre ont surpris les pêcheurs.
Écouter le vent, c'est la moitié de son métier.
Más agua bajó por la noche, dijo el alcalde.
Compartir el agua del río es difícil, admitió la presidenta.
Por la mañana solo se oían las campanas.
Además de la escuela se cayó el puente viejo.
Mira al río y calla, así lo recuerdan sus nietos.
Leia mais livros, pediu a professora aos alunos.
Por enquanto ninguém sabe quem vai pagar a ponte.
Compartilhar a água sempre foi difícil no vale.
Leggi e decreti cambiano poco, dice il sindaco.
Di Roma si parla spesso, di questo paese mai.
Lees het boek, zei de boswachter tegen de kinderen.
Meer water dan ooit stond in de kelder van het stadhuis.
Mer vatten kom under natten än någon hade väntat.
Del af vejen blev skyllet væk i går aftes.
Czytaj książki, prosił nauczyciel na koniec roku.
Więcej ludzi jeździ teraz rowerem niż autobusem.
Новости в деревню приходят с большим опозданием.
Читать он научился только в сорок лет.
Haberler iyi değil, dedi başkan kapıdan çıkarken.
Paylaşmak bu köyde bir gelenektir, diyor muhtar.
"""

ASIAN = """
関連する企業は三社にのぼると、市の担当者は話した。
広告費は三年続けて減り、紙面も薄くなった。
写真が一枚だけ、古い机の引き出しに残っていた。
記者が訪れた村は、朝から静かだった。
編集長は最後の号を自分の手で刷った。
続きを読むのが楽しみだと、児童の一人は話した。
관련 업계는 하루 종일 술렁였다.
기자가 찾은 마을은 아침부터 조용했다.
광고를 보고 찾아온 손님이 부쩍 늘었다고 한다.
댓글 하나가 마을을 바꾸었다고 이장은 말했다.
Baca buku setiap hari, kata guru itu kepada murid-muridnya.
Iklan rokok dilarang di sekolah sejak bulan Mei.
Thế giới thay đổi từng ngày, người đánh cá già nói.
العالم يتغير كل يوم، قال العمدة للصحفيين.
قرأ الطفل الرسالة مرتين ثم بكى.
"""

SENTENCES = [line for block in (CHINESE, TRADITIONAL, ENGLISH, EUROPEAN, ASIAN) for line in block.splitlines() if line]
