"""A third batch, written after the rules were changed and measured once before they were changed again."""

from __future__ import annotations

from links.pages import LOGIN_BOX, Case, divs, footer, h1, h2, html, links, menu, p, prose, script


def plain_menu(words: int) -> str:
    """A menu without links or lists: only words in divs."""
    names = ("Home", "Products", "About us", "Our services", "Contact", "Team", "Blog", "Events", "Shop", "Imprint")
    return "".join(f"<div>{names[n % len(names)]}</div>" for n in range(words))


def teasers(count: int) -> str:
    """Articles to read instead, each with a line of text."""
    return "".join(
        f"<div class='teaser'><a href='/{n}'>Story number {n}</a><p>A short summary of what story number {n} has to tell its readers today.</p></div>"
        for n in range(count)
    )


LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. "

SOFT = [
    ("prose of others", html("Page not found | Magazine", h1("Page not found"), prose(6))),
    ("words in divs", html("Page not found", plain_menu(300), h1("Page not found"), p("Sorry, we could not find that page."))),
    ("teasers", html("Not found - Magazine", h1("Page not found"), p("We're sorry, but this page does not exist."), teasers(8))),
    ("many teasers, h1 only", html("Magazine", menu(), h1("We couldn’t find this page"), p("Maybe you will like one of these."), teasers(6))),
    ("error 404 in heading", html("Institute of Examples", divs(2), h1("Error 404"), p("Back to the start page"))),
    ("ooops", html("Ooops!", h1("Ooops! 404"), p("There is nothing to see here."))),
    ("does not exist anymore", html("Lab", menu(), h2("The page does not exist anymore"), p("Please use the menu."))),
    ("object", html("Object not found!", h1("Object not found!"), p("The requested URL was not found on this server. The link on the referring page seems to be wrong or outdated. Please inform the author of that page about the error."), h2("Error 404"))),
    ("removed by author", html("Blog platform", menu(), p("The author deleted this story."), footer())),
    ("user deleted post", html("Story unavailable", h1("The author of this story has deleted it"), p("Read something else."))),
    ("410 page", html("410 Gone", h1("Gone"), p("The requested resource is no longer available on this server and there is no forwarding address."))),
    ("page expired", html("Listing expired", menu(), h1("This job listing has expired"), p("It is no longer accepting applications."))),
    ("unavailable in country of removal", html("Video unavailable", p("This video has been removed by the uploader"))),
    ("cannot find article", html("Knowledge base", menu(), h1("Article not found"), p("The article you are looking for could not be found or you do not have access to it."), footer())),
    ("knowledge base with search", html("Help center", menu(2), "<main><h1>oops</h1><p>The page you were looking for doesn't exist</p><p>You may have mistyped the address or the page may have moved</p></main>", footer())),
    ("zendesk", html("Help", h1("The page you were looking for doesn't exist"), p("You may have mistyped the address or the page may have moved"), "<a>Take me back to the home page</a>")),
    ("figshare", html("figshare", p("The item you requested could not be found", "It has perhaps been made private."))),
    ("zenodo", html("Page not found", menu(), h1("Page not found"), p("The page you are looking for could not be found."), footer())),
    ("semantic scholar", html("Semantic Scholar", menu(), h1("Page not found"), p("We couldn't find the page you were looking for."))),
    ("papers with code", html("Not found", h1("404"), p("This page does not exist."))),
    ("pubmed", html("Page not found - PubMed", menu(), p("The article with this identifier does not exist."))),
    ("microsoft", html("Microsoft - Page not found", menu(), h1("We are sorry, the page you requested cannot be found."), p("The URL may be misspelled or the page you're looking for is no longer available."))),
    ("apple", html("Page Not Found - Apple", menu(), h1("The page you’re looking for can’t be found."), "<input placeholder='Search'>")),
    ("google", html("Error 404 (Not Found)!!1", p("<b>404.</b> <ins>That’s an error.</ins>", "The requested URL <code>/x</code> was not found on this server. <ins>That’s all we know.</ins>"))),
    ("guardian", html("Page not found | The Example", menu(4), h1("Sorry – we haven’t been able to serve the page you asked for."), p("You may have followed an outdated link, or have mistyped a URL."))),
    ("verge", html("404 Not found", menu(), p("Well, this is embarrassing. We can’t find what you were looking for."))),
    ("openai", html("OpenAI", menu(), h1("404"), p("Page not found"))),
    ("anthropic", html("Not Found \\ Anthropic", menu(), h1("Not Found"), p("The page you are looking for does not exist."))),
    ("stanford", html("Page Not Found | Stanford Example", menu(3), h1("Page Not Found"), p("The requested page could not be found."), footer())),
    ("gitea", html("Page Not Found - Gitea", "<p>The page you are trying to reach either <strong>does not exist</strong>, <strong>has been removed</strong> or <strong>you are not authorized</strong> to view it.</p>")),
    ("bitbucket", html("Repository not found — Bitbucket", h1("Repository not found"), p("The repository owner may have deleted it."))),
    ("wayback", html("Internet Archive", menu(), p("The Wayback Machine has not archived that URL."), p("This page is not available on the web because page does not exist"))),
    ("de kurz", html("404", p("Diese Seite wurde leider nicht gefunden."), lang="de")),
    ("de uni", html("Uni Beispiel", menu(2), h1("Die angeforderte Seite existiert nicht"), p("Bitte nutzen Sie die Suche."), footer(), lang="de")),
    ("de weg", html("Beispiel", h1("Ups, die Seite ist weg"), p("Die Seite wurde gelöscht oder verschoben."), lang="de")),
    ("at", html("Seite nicht verfügbar", p("Der gesuchte Inhalt ist nicht mehr verfügbar."), lang="de")),
    ("fr", html("404", menu(), h1("Page introuvable"), p("Désolé, la page que vous cherchez n'est plus disponible."), lang="fr")),
    ("fr article", html("Article supprimé", p("Cet article n'est plus disponible."), lang="fr")),
    ("es", html("Página no disponible", h1("Lo sentimos"), p("La página solicitada no se encuentra disponible."), lang="es")),
    ("es2", html("No se ha encontrado la página", p("La dirección no existe."), lang="es")),
    ("it", html("Oops", menu(), h1("Ops! La pagina non esiste"), lang="it")),
    ("pt", html("Erro 404", p("Não foi possível encontrar a página solicitada."), lang="pt-br")),
    ("nl", html("Helaas", h1("De pagina kon niet worden gevonden"), lang="nl")),
    ("sv", html("404", h1("Vi kunde inte hitta sidan"), lang="sv")),
    ("da", html("Fejl 404", h1("Vi kunne ikke finde siden"), lang="da")),
    ("no", html("404", h1("Siden ble ikke funnet"), lang="no")),
    ("fi", html("404", h1("Hakemaasi sivua ei löydy"), lang="fi")),
    ("pl", html("404", h1("Ups! Nie możemy znaleźć tej strony"), lang="pl")),
    ("cs", html("Chyba 404", h1("Stránku se nepodařilo najít"), lang="cs")),
    ("ru", html("Ошибка", h1("Страница не существует"), p("К сожалению, запрашиваемая вами страница не найдена."), lang="ru")),
    ("ru2", html("Статья удалена", p("Эта статья была удалена автором."), lang="ru")),
    ("uk", html("Помилка 404", h1("Сторінку не знайдено"), lang="uk")),
    ("tr", html("Sayfa Bulunamadı", h1("404"), lang="tr")),
    ("ar", html("الصفحة غير متوفرة", h1("عذرًا، هذه الصفحة غير متوفرة"), lang="ar")),
    ("he", html("404", h1("הדף לא נמצא"), p("הדף המבוקש לא קיים."), lang="he")),
    ("zh1", html("页面走丢了", h1("抱歉，页面走丢了"), lang="zh")),
    ("zh2", html("出错了", p("您请求的页面不存在"), lang="zh")),
    ("zh3", html("啊哦~你想找的内容离你而去了哦", p("内容不存在，可能为如下原因导致：内容还在审核中、内容已被删除、内容网址错误。"), lang="zh")),
    ("ja1", html("404 Not Found", p("お探しのページが見つかりませんでした。"), lang="ja")),
    ("ja2", html("エラー", h1("このページは存在しません"), p("URLが間違っているか、ページが削除された可能性があります。"), lang="ja")),
    ("ko", html("404", h1("요청하신 페이지를 찾을 수 없습니다"), lang="ko")),
    ("ko2", html("안내", p("삭제되었거나 존재하지 않는 게시물입니다."), lang="ko")),
    ("hu", html("404", h1("A keresett oldal nem létezik"), lang="hu")),
    ("el", html("404", h1("Η σελίδα που αναζητάτε δεν υπάρχει"), lang="el")),
    ("hr", html("404", h1("Stranica nije pronađena"), lang="hr")),
    ("sk", html("404", h1("Stránka sa nenašla"), lang="sk")),
]  # fmt: skip

#: Known to be missed: to name them would be to quote them.
MISSED = [
    ("archive item", html("Internet Archive: Page Not Found", h1("Item cannot be found."), p("There was a network problem. Items may be taken down for various reasons."))),
    ("cgit", html("repo.git - Example", "<div class='error'>Invalid commit reference: abcdef</div><p>Not found</p>")),
]  # fmt: skip

INNOCENT = [
    ("lorem", html("Lorem", p(LOREM * 2))),
    ("howto 404 short", html("How to create a custom 404 page", h1("How to create a custom 404 page"), p("Create a file called 404.html and tell the server to use it when a page is not found. " * 2, LOREM * 4))),
    ("404 explained", html("404 Not Found explained", h1("404 Not Found explained"), p("The server returns 404 when the page you requested cannot be found. " + LOREM * 5))),
    ("error handling", html("Error handling - Developer guide", menu(), h1("Error handling"), p("If the page you are looking for does not exist, return a 404 response with a helpful message. " + LOREM * 3))),
    ("changes", html("Changelog for 3.2", h1("Changelog for 3.2"), "<ul><li>The article list has been removed.</li><li>Page not found errors are now logged.</li><li>This page has been moved to a new layout.</li><li>Fixed: file could not be found on Windows.</li></ul>")),
    ("changes, plain text", "Changes\n=======\n\n1.2  The documentation page has been removed.\n     The file is no longer available.\n1.1  First release."),
    ("band", html("Not Found - a band from Leeds", h1("Not Found"), p("Not Found are four people and one amplifier."))),
    ("missing page book", html("The Missing Page", h1("The Missing Page"), p("A detective story."))),
    ("missing", html("Missing", h1("Missing"), p("A short story. She had been gone for a week when the first letter came, without a stamp."))),
    ("gone", html("Gone", h1("Gone"), p("They are all gone into the world of light. And I alone sit lingering here."))),
    ("nothing here", html("There is nothing here but us chickens", p("A joke, told slowly."))),
    ("unavailable", html("The unavailable self", h1("The unavailable self"), p("An essay on attention."))),
    ("removed", html("Deleted scenes", h1("Deleted scenes"), p("What was removed from the film, and why it was better without."))),
    ("lost paper", html("[1234.5678] No page left behind", h1("No page left behind"), p("We study memory."))),
    ("article moved note", html("My notes on optimisers", p("This page has moved here from my old blog."), h1("My notes on optimisers"), prose(1))),
    ("question", html("Why can't Google find my page? - Forum", h1("Why can't Google find my page?"), p("I made a page last week and it is not found by any search engine."))),
    ("faq", html("FAQ", h1("FAQ"), h2("Why do I see “Page not found”?"), p("Because the link is old."), h2("How do I log in?"), p("Use the form at the top."))),
    ("status table", html("Status codes", "<table><tr><td>404</td><td>Not Found</td></tr><tr><td>410</td><td>Gone</td></tr></table>")),
    ("glossary", html("Glossary: dead link", h1("Dead link"), p("A link to a page that no longer exists."))),
    ("issue", html("404 on /docs · Issue #7", h1("404 on /docs"), p("The page does not exist. Steps to reproduce: click the link in the footer."))),
    ("short blog", html("Day 12", h1("Day 12"), p("Nothing today."))),
    ("product out of stock", html("Blue kettle", h1("Blue kettle"), p("Currently unavailable. We don't know when this item will be back in stock."), prose(1))),
    ("empty comment list", html("A walk in May", h1("A walk in May"), prose(1), "<section>No comments found.</section>")),
    ("search found nothing", html("Search results - Library", menu(), h1("Search results"), p("No results found for your query.")), None, "https://lib.example.org/search?q=zzz"),
    ("cv", html("Anna Example", h1("Anna Example"), p("I am a researcher. My old page at the university is no longer available."), links("Papers", "Code"))),
    ("retired project", html("OldTool", h1("OldTool"), p("OldTool is no longer developed. The code is still available."), links("Code"))),
    ("domain page", html("Domain adaptation", h1("Domain adaptation"), p("This domain is available to us only through unlabelled samples. Default settings work well."))),
    ("expired domains paper", html("Expired domains as a supply chain risk", h1("Expired domains as a supply chain risk"), p("When a domain has expired, anyone may buy it."))),
    ("for sale", html("Bicycles for sale", h1("Bicycles for sale"), p("All bicycles are for sale at the listed price."))),
    ("registrar home", html("Example Registrar - buy domains", h1("Find your domain"), p("Search for a domain name. Buy this domain today with free privacy."), prose(2))),
    ("hosting news", html("Hosting provider suspends account of activist", h1("Hosting provider suspends account of activist"), p("“This account has been suspended”, visitors read on Monday."), prose(1))),
    ("under attack", html("How we survived a DDoS", h1("How we survived a DDoS"), p("We turned on the page that says “Checking your browser”."), prose(1))),
    ("robot", html("I am not a robot", h1("I am not a robot"), p("A poem. The box asks me each morning."))),
    ("denied", html("Access Denied", h1("Access Denied"), p("A short film by Max Example, 12 minutes, 2019. A man loses his key card."))),
    ("security", html("Security check for parents", h1("Security check for parents"), p("Ten questions about your home. Print and fill in."))),
    ("cf jsd", html("Notes", h1("Notes"), p("Two lines of text, and that is all there is."), "<script>(function(){window.__CF$cv$params={r:'1'};a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'})()</script>")),
    ("datadome tag", html("Product page", h1("Kettle"), p("A kettle. It boils water."), script("https://js.datadome.co/tags.js"))),
    ("imperva tag", html("Opening hours", h1("Opening hours"), p("Monday to Friday, nine to five."), script("/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3"))),
    ("turnstile form", html("Contact", h1("Contact"), "<form><input type='email'><textarea></textarea><div class='cf-turnstile'></div><button>Send</button></form>", p("Write to us."), script("https://challenges.cloudflare.com/turnstile/v0/api.js"))),
    ("newsletter captcha", html("Subscribe", h1("Subscribe"), "<form><input name='email'><div class='g-recaptcha'></div></form>", p("One letter a month. This site is protected by reCAPTCHA."))),
    ("app with guard", html("Explorer", "<div id='root'></div>", script("https://challenges.cloudflare.com/turnstile/v0/api.js"), script())),
    ("noscript text", html("Dashboard", "<div id='app'></div><p>Please enable JavaScript to use this application.</p>", script())),
    ("cookies", html("Short story", h1("Short story"), p("We use cookies to make this site better. OK"), p("It was raining again in the port."))),
    ("log in text", html("Release of login 2.0", h1("Release of login 2.0"), p("You must log in again after the update."))),
    ("signin how", html("Sign in to your account: a usability study", h1("Sign in to your account: a usability study"), prose(1))),
    ("login links", html("Weather in Oslo", "<a href='/login'>Log in</a>", h1("Weather in Oslo"), p("Rain."))),
    ("account page", html("Accounts receivable explained", h1("Accounts receivable explained"), p("What others owe you.")), None, "https://www.example.org/accounts/receivable"),
    ("password in demo", html("Bootstrap form demo", h1("Form demo"), LOGIN_BOX, p("This is how a form looks.")), None),
    ("title with pipe", html("Attention | Transformers | Example", prose(1)), "Transformers and attention"),
    ("short record", html("Opus — new model family", prose(1)), "Opus"),
    ("german record english page", html("Aufmerksamkeit ist alles: Transformer erklärt", prose(1), lang="de"), "The transformer explained"),
    ("emoji", html("🤗 Transformers documentation", prose(1)), "Hugging Face Transformers documentation"),
    ("smart quotes", html("“It’s not magic”: how LLMs work", prose(1)), "'It's not magic': How LLMs work"),
    ("initials", html("R.L.H.F. in practice", prose(1)), "RLHF in practice"),
    ("british", html("Visualising attention", prose(1)), "Visualizing attention"),
    ("subtitle only", html("How transformers work – a visual guide", prose(1)), "Transformers: a visual guide"),
    ("site title, h1 agrees", html("Example University", h1("Lecture notes on reinforcement learning"), links("Week 1", "Week 2")), "Lecture notes on reinforcement learning"),
    ("tweet", html("Anna Example on X: &quot;Prompting is programming now&quot; / X", script()), "Prompting is programming now (tweet)"),
    ("version years", html("PyTorch 2.0 release notes, 2023 archive", prose(1)), "PyTorch 1.0 release notes"),
    ("record has year of paper", html("A Neural Probabilistic Language Model", prose(1)), "Bengio 2003: a neural probabilistic language model"),
    ("years in different roles", html("Predictions for 2024, reviewed in 2025", prose(1)), "Predictions for 2024"),
]  # fmt: skip

PARKED = [
    ("simple", html("example.com", p("This domain is for sale. Contact the owner."))),
    ("may be for sale", html("example.com", p("example.com may be for sale by its owner!"), links("Ads", "More ads"))),
    ("parked", html("Parked domain", p("This domain is parked."))),
    ("buy", html("Buy example.com", h1("Buy example.com"), p("This premium domain is available for purchase. Make an offer."))),
    ("expired", html("This domain has expired", h1("This domain has expired"), p("If you are the registrant, please renew."))),
    ("links with prose", html("example.com - Your source for example", p("example.com is your first and best source for information about example. Here you will also find topics relating to issues of general interest. We hope you find what you are looking for!"), links("Travel", "Loans"))),
    ("registrar", html("example.com", p("This domain has recently been registered with Namecheap."))),
    ("de", html("example.de", p("Diese Domain steht zum Verkauf."), lang="de")),
    ("nl", html("example.nl", p("Deze domeinnaam is te koop."), lang="nl")),
    ("it", html("example.it", p("Questo dominio è in vendita."), lang="it")),
    ("pl", html("example.pl", p("Ta domena jest na sprzedaż."), lang="pl")),
    ("pt", html("example.com.br", p("Este domínio está à venda."), lang="pt")),
    ("ja", html("example.jp", p("このドメインは売りに出されています。"), lang="ja")),
    ("zh", html("example.cn", p("此域名可出售。"), lang="zh")),
    ("debian", html("Apache2 Debian Default Page: It works", p("This is the default welcome page used to test the correct operation of the Apache2 server after installation on Debian systems."))),
    ("it works", html("", "<html><body><h1>It works!</h1></body></html>")),
    ("coming soon host", html("Website coming soon", p("This site is hosted by Bluehost. The owner of this domain has not yet uploaded their website."))),
]  # fmt: skip

BLOCKED = [
    ("simple", html("Are you a robot?", p("Please complete the captcha below to continue.")), 200, {}),
    ("checking", html("Checking your browser...", p("Please wait a few seconds."), script()), 200, {}),
    ("wait", html("Please wait...", p("We are checking that you are not a robot."), script()), 200, {}),
    ("human", html("Human verification required", p("Please confirm that you are human.")), 200, {}),
    ("cf 503", html("Please wait | DDoS protection", "<div class='cf-browser-verification'></div>"), 503, {}),
    ("turnstile only", html("Verifying...", "<div class='cf-turnstile' data-sitekey='x'></div>", script("https://challenges.cloudflare.com/turnstile/v0/api.js")), 200, {}),
    ("blocked", html("Request blocked", h1("Request blocked"), p("Your request was blocked by our security system. Incident ID: 12345")), 200, {}),
    ("access denied", html("Access Denied", h1("Access Denied"), p("You don't have permission to access this resource.")), 200, {}),
    ("403 text", html("403 Forbidden", h1("403 Forbidden"), p("You don't have permission to access this resource.")), 200, {}),
    ("bots", html("Bot detection", p("Our systems think you might be a bot. Tick the box.")), 200, {}),
    ("slider", html("Captcha", p("Slide to verify.")), 200, {}),
    ("too many", html("Security check", h1("Security check"), p("Please enable cookies and JavaScript, then reload the page. Ray ID: 1a2b")), 403, {}),
    ("gdpr", html("Unavailable due to legal reasons", p("We recognize you are attempting to access this website from a country belonging to the European Economic Area (EEA) including the EU which enforces the GDPR and therefore access cannot be granted at this time.")), 200, {}),
    ("fr", html("Vérification", p("Veuillez confirmer que vous n'êtes pas un robot."), lang="fr"), 200, {}),
    ("es", html("Verificación", p("Confirme que no es un robot para continuar."), lang="es"), 200, {}),
    ("ja", html("確認", p("ロボットではないことを確認してください。"), lang="ja"), 200, {}),
]  # fmt: skip

AUTH = [
    ("login form", html("Login", h1("Login"), LOGIN_BOX), None),
    ("sign in text", html("Private page", p("Please sign in to view this page.")), None),
    ("need account", html("Course", h1("You need to log in"), LOGIN_BOX), None),
    ("redirect", html("Welcome", LOGIN_BOX), "https://www.example.org/login?next=/2023/05/some-article.html"),
    ("account host", html("Example account", LOGIN_BOX), "https://accounts.example.org/v2/identifier"),
    ("session expired", html("Session expired", p("Your session has expired. Please log in again."), LOGIN_BOX), None),
    ("members", html("Forum", menu(), h1("Login required"), p("Only registered members may see this thread."), LOGIN_BOX), None),
    ("user login, long menu", html("Intranet | University", menu(4), h1("User login"), LOGIN_BOX, footer()), None),
    ("pl", html("Zaloguj się", h1("Zaloguj się"), LOGIN_BOX, lang="pl"), None),
    ("ru", html("Вход", h1("Вход"), LOGIN_BOX, lang="ru"), None),
]  # fmt: skip

DRIFTED = [
    ("lottery", html("Online Lottery Results", h1("Online Lottery Results"), p(LOREM * 3)), "A primer on diffusion models"),
    ("home page", html("Acme Corp: industrial valves", h1("Industrial valves"), p(LOREM * 3)), "Tutorial: fine-tuning a language model"),
    ("another paper", html("Graph neural networks in chemistry", h1("Graph neural networks in chemistry"), p(LOREM * 3)), "Prompt injection attacks against applications"),
    ("news", html("Mayor opens new bridge", h1("Mayor opens new bridge"), p(LOREM * 3)), "Voice cloning explained"),
    ("conf", html("EMNLP 2025 - Welcome", h1("EMNLP 2025"), p(LOREM)), "EMNLP 2023"),
    ("h1 differs, title is site", html("Example Blog", h1("My favourite soups"), p(LOREM * 2)), "Byte pair encoding from scratch"),
    ("fr", html("Recettes de cuisine faciles", h1("Recettes"), p("Des recettes pour toute la famille. " * 10), lang="fr"), "Les modèles de langage expliqués"),
]  # fmt: skip


def _cases() -> list[Case]:
    found = [Case(f"soft {name}", "soft_404", body) for name, body in SOFT]
    found += [Case(f"innocent {name}", "ok", body, *more) for name, body, *more in INNOCENT]
    found += [Case(f"parked {name}", "parked", body) for name, body in PARKED]
    found += [
        Case(f"wall {name}", "blocked", body, status=code, headers=headers) for name, body, code, headers in BLOCKED
    ]
    found += [Case(f"login {name}", "auth", body, final=final) for name, body, final in AUTH]
    found += [Case(f"drifted {name}", "drifted", body, recorded) for name, body, recorded in DRIFTED]
    return found


CASES = _cases()
