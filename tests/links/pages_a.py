"""The first half of the pages: the rules were tuned on these."""

from __future__ import annotations

from links.pages import DEEP, LOGIN_BOX, Case, divs, footer, h1, h2, html, links, menu, p, popular, prose, script

SOFT = [
    ("nginx", html("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx/1.18.0</center>")),
    ("apache", html("404 Not Found", h1("Not Found"), p("The requested URL /paper.html was not found on this server."), "<hr><address>Apache/2.4.41 (Ubuntu) Server at example.org Port 80</address>")),
    ("iis", html("404 - File or directory not found.", "<div id='header'><h1>Server Error</h1></div><h2>404 - File or directory not found.</h2><h3>The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.</h3>")),
    ("tomcat", html("HTTP Status 404 – Not Found", h1("HTTP Status 404 – Not Found"), p("<b>Type</b> Status Report", "<b>Description</b> The origin server did not find a current representation for the target resource or is not willing to disclose that one exists."))),
    ("wordpress", html("Page not found – Lab Blog", menu(), "<main><section class='error-404 not-found'><h1 class='page-title'>Oops! That page can&rsquo;t be found.</h1><p>It looks like nothing was found at this location. Maybe try one of the links below or a search?</p><h2>Recent Posts</h2>", links("Hello world", "A second post", "On gardens"), "</section></main>", footer(), attributes="class='error404 wp-custom-logo'")),
    ("wordpress nothing found", html("Lab Blog", divs(), "<h1>Nothing Found</h1><p>It seems we can&rsquo;t find what you&rsquo;re looking for. Perhaps searching can help.</p>", footer(), attributes="class='error404'")),
    ("ghost", html("404 — Page not found", menu(), "<section class='error-message'><h1 class='error-code'>404</h1><p class='error-description'>Page not found</p><a class='error-link' href='/'>Go to the front page →</a></section>")),
    ("medium", html("Medium", "<div><a href='/'>Open in app</a><a>Sign up</a><a>Sign in</a></div><div><p>PAGE NOT FOUND</p><h2>404</h2><h3>Out of nothing, something.</h3><p>You can find (just about) anything on Medium — apparently even a page that doesn’t exist. Maybe these stories about finding what you didn’t know you were looking for will take you somewhere new?</p><a>Home</a></div>", popular())),
    ("github pages", html("Site not found &middot; GitHub Pages", h1("404"), p("<strong>There isn't a GitHub Pages site here.</strong>", "If you're trying to publish one, <a href='https://help.github.com/pages/'>read the full documentation</a> to learn how to set up <strong>GitHub Pages</strong> for your repository, organization, or user account."))),
    ("github pages file", html("Page not found &middot; GitHub Pages", h1("404"), p("<strong>File not found</strong>", "The site configured at this address does not contain the requested file.", "If this is your site, make sure that the filename case matches the URL as well as any file permissions. For root URLs you must provide an index.html file."))),
    ("next", html("404: This page could not be found", "<div style='height:100vh'><h1 class='next-error-h1'>404</h1><h2>This page could not be found.</h2></div>", script("/_next/static/chunks/main.js"))),
    ("docusaurus", html("Page Not Found | Docs", menu(), "<main><h1 class='hero__title'>Page Not Found</h1><p>We could not find what you were looking for.</p><p>Please contact the owner of the site that linked you to the original URL and let them know their link is broken.</p></main>", footer())),
    ("discourse", html("Forum", menu(), "<h1>Oops! That page doesn’t exist or is private.</h1>", "<h2>Popular</h2>", popular())),
    ("shopify", html("404 Not Found – Tea Shop", menu(), "<h1>404 Page Not Found</h1><p>The page you requested does not exist. Click <a href='/collections/all'>here</a> to continue shopping.</p>", footer())),
    ("sharepoint", html("Error", h1("Sorry, something went wrong"), p("File Not Found.", "TECHNICAL DETAILS", "Troubleshoot issues with Microsoft SharePoint Foundation.", "Correlation ID: 3a1f2c9e-5012-4000-8a11", "Date and Time: 5/4/2023 10:11:12 AM"))),
    ("university", html("Department of Linguistics - University of Example", menu(3), "<main><h1>We're sorry, the page you requested cannot be found</h1><p>The University of Example website has recently been redesigned and some addresses have changed. Please use the search box above or the A–Z index to find what you need. If you reached this page by following a link on our site, please tell the webmaster.</p></main>", footer())),
    ("news with lists", html("Example Times", menu(4), "<main><h1>We can't find the page you're looking for</h1><p>Here are the stories that other readers enjoy right now.</p>", popular() * 2, "</main>", footer())),
    ("news in divs", html("Page unavailable | Daily Example", divs(5), "<div><h1>Sorry, this page isn't available</h1><div>The link you followed may be broken, or the page may have been removed.</div></div>", popular(), footer())),
    ("substack", html("Page not found", "<div><h1>Page not found</h1><a href='/'>Go home</a></div>", script())),
    ("hn", "<html><body>No such item.</body></html>"),
    ("youtube", html("YouTube", p("Video unavailable", "This video is no longer available because the YouTube account associated with this video has been terminated."))),
    ("x", html("X", "<main><p>Hmm...this page doesn’t exist. Try searching for something else.</p><a>Search</a></main>")),
    ("reddit", html("reddit.com: page not found", "<div id='header'>popular all random</div><h2>page not found</h2><p>the page you requested does not exist</p>")),
    ("reddit user", html("Reddit", p("Sorry, nobody on Reddit goes by that name.", "This account may have been banned or the username is incorrect."))),
    ("google docs", html("Google Docs", p("Sorry, the file you have requested does not exist.", "Make sure that you have the correct URL and that the owner of the file hasn't deleted it.", "Get stuff done with Google Drive"))),
    ("dropbox", html("Dropbox - File Deleted", h1("File deleted"), p("The file you’re looking for has been deleted. The link may have been shared by mistake."))),
    ("stack exchange", html("Page not found - Stack Overflow", menu(), "<h1>Page not found</h1><p>This question was removed from Stack Overflow for reasons of moderation. Please refer to the help center for possible explanations why a question might be removed.</p>", footer())),
    ("facebook", html("Facebook", h2("This content isn't available right now"), p("When this happens, it's usually because the owner only shared it with a small group of people, changed who can see it or it's been deleted."), links("Go to Feed", "Go back", "Visit Help Center"))),
    ("instagram", html("Instagram", h2("Sorry, this page isn't available."), p("The link you followed may be broken, or the page may have been removed. Go back to Instagram."))),
    ("hugging face", html("Hugging Face – The AI community building the future.", menu(), "<main><h1>404</h1><p>Sorry, we can't find the page you are looking for.</p></main>")),
    ("openreview", html("Error | OpenReview", menu(), "<main><h1>Error</h1><p>The Note 8xYzAb was not found</p><hr><p>Please try again later or contact us.</p></main>", footer())),
    ("linkedin", html("Page not found | LinkedIn", h1("This page doesn’t exist"), p("Please check your URL or return to LinkedIn home."))),
    ("og title only", html("Example", menu(), "<main><p>Something went astray.</p></main>", head="<meta property='og:title' content='Page not found'>")),
    ("title only, long menu", html("404 | Research Institute of Example", divs(5), "<div><p>Use the menu to go on.</p></div>", footer())),
    ("h2 only", html("Company", menu(2), "<main><h2>Error 404: page not found</h2><p>Let us take you back.</p></main>", footer())),
    ("body only", html("Company", menu(2), "<main><p>The document you were trying to reach does not exist or has been moved.</p></main>", footer())),
    ("no longer available", html("Product", menu(), "<main><h1>This article is no longer available</h1><p>It may have been withdrawn by its publisher.</p></main>", footer())),
    ("gone politely", html("Oops!", menu(), "<main><h1>Oops!</h1><p>Looks like you've wandered off. This page has been moved or deleted.</p></main>", footer())),
    ("gitlab", html("Not Found (404)", "<h1>404</h1><h3>Page Not Found</h3><p>Make sure the address is correct and the page hasn't moved.</p><p>Please contact your GitLab administrator if you think this is a mistake.</p>")),
    ("s3", "<?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>paper.html</Key><RequestId>4442587FB7D0A2F9</RequestId></Error>"),
    ("heroku", html("No such app", h1("There's nothing here, yet."), p("No such app"))),
    ("netlify", html("Page not found", h1("Page not found"), p("Looks like you've followed a broken link or entered a URL that doesn't exist on this site.", "<a href='/'>← Back to our site</a>"))),
    ("doi", html("Error: DOI Not Found", menu(), h2("DOI Not Found"), "<p>10.1000/xyz123</p><p>This DOI cannot be found in the DOI System. Possible reasons are:</p><ul><li>The DOI is incorrect in your source. Search for the item by name, title, or other metadata using a search engine.</li><li>The DOI was copied incorrectly. Check to see that the string includes all the characters before and after the slash and no sentence punctuation marks.</li><li>The DOI has not been activated yet. Please try again later, and report the problem if the error continues.</li></ul>")),
    ("arxiv", html("Article identifier not recognized | arXiv e-print repository", menu(), "<main><h1>Article identifier '2301.99999' not recognized</h1><p>If you are looking for an article, check the identifier.</p></main>", footer())),
    ("wikipedia", html("Wandering machine - Wikipedia", menu(), "<h1>Wandering machine</h1><p><b>Wikipedia does not have an article with this exact name.</b> Please search for Wandering machine in Wikipedia to check for alternative titles or spellings.</p>", footer())),
    ("de", html("Fehler 404 – Universität Beispiel", menu(2), "<main><h1>Seite nicht gefunden</h1><p>Die von Ihnen aufgerufene Seite existiert leider nicht (mehr).</p></main>", footer(), lang="de")),
    ("de news", html("Beispiel Zeitung", menu(3), "<main><h1>Diese Seite gibt es leider nicht</h1><p>Vielleicht interessiert Sie einer dieser Artikel.</p>", popular(), "</main>", footer(), lang="de")),
    ("fr", html("Erreur 404 - Mairie", menu(2), "<main><h1>Oups ! Cette page n'existe pas</h1><p>La page que vous recherchez est introuvable ou a été déplacée.</p></main>", lang="fr")),
    ("es", html("Diario Ejemplo", menu(2), "<main><h1>No encontramos la página que buscas</h1><p>Puede que la dirección haya cambiado.</p></main>", lang="es")),
    ("it", html("Errore 404", h1("Pagina non trovata"), p("La pagina che stai cercando non esiste o è stata spostata."), lang="it")),
    ("pt", html("Jornal", menu(), "<main><h1>Ops! Página não encontrada</h1><p>A página que você procura não existe ou foi removida.</p></main>", lang="pt")),
    ("nl", html("Universiteit", menu(2), "<main><h1>Deze pagina bestaat niet (meer)</h1><p>Ga terug naar de startpagina.</p></main>", lang="nl")),
    ("pl", html("Błąd 404", menu(), h1("Nie znaleziono strony"), p("Strona, której szukasz, nie istnieje lub została przeniesiona."), lang="pl")),
    ("ru", html("404", menu(), h1("Страница не найдена"), p("Возможно, она была удалена или вы ошиблись в адресе."), lang="ru")),
    ("zh", html("404 - 找不到页面", "<p>抱歉，您访问的页面不存在或已被删除。</p><a href='/'>返回首页</a>", lang="zh")),
    ("zh wechat", html("微信公众平台", "<div>该内容已被发布者删除</div>", lang="zh")),
    ("ja", html("お探しのページは見つかりませんでした", menu(), "<p>申し訳ございません。お探しのページは移動または削除された可能性があります。</p>", lang="ja")),
    ("ko", html("오류", "<h1>페이지를 찾을 수 없습니다.</h1><p>요청하신 페이지가 존재하지 않거나 삭제되었습니다.</p>", lang="ko")),
    ("ar", html("خطأ 404", "<h1>الصفحة غير موجودة</h1><p>عذراً، لم يتم العثور على الصفحة المطلوبة.</p>", lang="ar")),
    ("he", html("שגיאה 404", "<h1>העמוד לא נמצא</h1><p>העמוד שחיפשת אינו קיים.</p>", lang="he")),
    ("cs", html("Stránka nenalezena", menu(), h1("Stránka nenalezena"), p("Omlouváme se, požadovaná stránka neexistuje."), lang="cs")),
    ("fi", html("Sivua ei löytynyt", h1("Sivua ei löytynyt"), p("Etsimääsi sivua ei valitettavasti löytynyt."), lang="fi")),
    ("da", html("Siden blev ikke fundet", h1("Siden findes ikke"), p("Vi kan desværre ikke finde den side, du leder efter."), lang="da")),
    ("tr", html("Hata 404", h1("Aradığınız sayfa bulunamadı"), p("Sayfa silinmiş veya taşınmış olabilir."), lang="tr")),
    ("vi", html("Không tìm thấy trang", h1("Không tìm thấy trang"), p("Trang bạn đang tìm không tồn tại."), lang="vi")),
    ("hu", html("Az oldal nem található", h1("404"), p("A keresett oldal nem található."), lang="hu")),
    ("el", html("Σφάλμα 404", h1("Η σελίδα δεν βρέθηκε"), p("Η σελίδα που ζητήσατε δεν υπάρχει."), lang="el")),
]  # fmt: skip

_CHANGES = p(
    "The option <code>--old</code> has been removed.",
    "The page <code>/legacy</code> no longer exists and has been moved to the archive.",
    "A file that could not be found is now reported with its path.",
    "Deprecated functions have been deleted.",
)

INNOCENT = [
    ("404 design", html("25 creative 404 pages that make getting lost fun", menu(), "<article>", h1("25 creative 404 pages that make getting lost fun"), p("A page not found message need not be dull. “Oops! We can't find that page” says one; another shows a lost dog."), prose(3), "</article>", footer())),
    ("404 fixing", html("404 Not Found: what it means and how to fix it | Hosting blog", menu(), "<article>", h1("404 Not Found: what it means and how to fix it"), p("The server says that the page could not be found."), prose(4), "</article>")),
    ("404 wikipedia", html("HTTP 404 - Wikipedia", menu(), "<main><h1>HTTP 404</h1>", p("In computer network communications, the HTTP 404, 404 not found, 404, 404 error, page not found, or file not found error message is a hypertext transfer protocol standard response code, to indicate that the browser was able to communicate with a given server, but the server could not find what was requested."), prose(4), "</main>")),
    ("api docs", html("Errors | API reference", menu(), "<main><h1>Errors</h1>", p("Our API uses conventional HTTP response codes."), "<table><tr><td>400</td><td>Bad Request</td><td>The request was unacceptable.</td></tr><tr><td>404</td><td>Not Found</td><td>The requested resource doesn't exist.</td></tr><tr><td>429</td><td>Too Many Requests</td><td>Too many requests hit the API too quickly.</td></tr></table></main>", footer())),
    ("api docs short", html("GET /models/{id} - API", "<main><h1>Retrieve model</h1><p>Returns a model instance.</p><pre>404: The requested resource was not found</pre></main>")),
    ("change log", html("Changelog", menu(), "<main><h1>Changelog</h1>", _CHANGES, "</main>")),
    ("release notes long", html("Release 2.0 | Tool", "<h1>Release 2.0</h1>", _CHANGES, prose(4))),
    ("status codes", html("List of HTTP status codes", "<h1>List of HTTP status codes</h1><ul><li>200 OK</li><li>301 Moved Permanently</li><li>403 Forbidden</li><li>404 Not Found</li><li>410 Gone</li><li>500 Internal Server Error</li></ul>", p("The 4xx codes say that the client erred."))),
    ("album", html("404 Not Found (album) - Music Encyclopedia", "<h1>404 Not Found</h1>", p("404 Not Found is the second studio album by the band The Broken Links, released in March 2011. It was recorded in a barn in eleven days and reached number nine in the charts of its country."), prose(2))),
    ("novel", html("Lost and Not Found by Anna Example | Reading list", "<h1>Lost and Not Found</h1>", p("A novel about a lighthouse keeper who collects what the sea gives back."))),
    ("paper", html("[2305.12345] Page Not Found: Measuring Link Rot in Scholarly Articles", menu(), "<h1>Page Not Found: Measuring Link Rot in Scholarly Articles</h1><blockquote>Links in scholarly articles decay. We follow two million of them for ten years and find that a fifth no longer exists.</blockquote>"), "Page Not Found: Measuring Link Rot in Scholarly Articles"),
    ("paper short", html("404", h1("404"), p("A poem by Tom Example.", "The road I took is not on any map.")), "404"),
    ("obituary", html("Our colleague Maria is no longer with us", "<h1>Our colleague Maria is no longer with us</h1>", prose(2))),
    ("search page", html("Search | Example", menu(), "<main><h1>Search</h1><form><input name='q'><button>Search</button></form><p>Type what you are looking for.</p></main>", footer())),
    ("rfc", html("RFC 9110: HTTP Semantics", "<h1>RFC 9110</h1><p>HTTP Semantics</p>")),
    ("poem", html("Haiku", p("An old silent pond. A frog jumps into the pond. Splash! Silence again."))),
    ("short note", html("Note to self", p("Bitter lesson: compute wins."))),
    ("domain news", html("Short domain sold for a record sum", "<h1>Short domain sold for a record sum</h1>", p("The domain name was for sale for nine years. “This domain is for sale”, its page said."), prose(3))),
    ("domain blog", html("How to buy a domain that is already taken - Registrar blog", menu(), "<article><h1>How to buy a domain that is already taken</h1>", p("If you see “this domain is parked” or “buy this domain”, the owner may be willing to sell. Make an offer."), prose(3), "</article>", footer())),
    ("whois docs", html("WHOIS status codes", "<h1>WHOIS status codes</h1>", p("redemptionPeriod: the domain has expired and its registrar has asked for its deletion. pendingDelete: the domain will be dropped soon."), prose(1))),
    ("captcha article", html("How captchas work", "<h1>How captchas work</h1>", p("“Verify you are human”, says the box. What happens when you tick it?"), prose(3))),
    ("cloudflare docs", html("Challenge pages · Cloudflare docs", menu(), "<main><h1>Challenge pages</h1>", p("When a visitor meets a challenge page, they see “Just a moment...” while Cloudflare is checking your browser. The header cf-mitigated is set to challenge."), prose(2), "</main>")),
    ("just a moment", html("Just a moment | Anna's blog", menu(), "<article><h1>Just a moment</h1>", prose(3), "</article>")),
    ("just a moment short", html("Just a moment", h1("Just a moment"), p("Sit down. Breathe. Look out of the window for as long as it takes the kettle to boil."))),
    ("access denied film", html("Access Denied (1999 film) - Film database", "<h1>Access Denied</h1>", p("Access Denied is a 1999 thriller directed by Max Example. A clerk finds that her badge no longer opens the door."), prose(1))),
    ("login docs", html("How to log in | Help", menu(), "<main><h1>How to log in</h1>", p("Go to the login page, type your user name and password, and choose Log in.", "If you forgot your password, choose Reset."), "</main>")),
    ("login box in header", html("Field notes on beetles", f"<header>{LOGIN_BOX}</header>", "<h1>Field notes on beetles</h1>", prose(2))),
    ("login box, short page", html("Field notes on beetles", f"<header>{LOGIN_BOX}</header>", "<h1>Field notes on beetles</h1><p>Seen today: three stag beetles under the oak.</p>")),
    ("password generator", html("Password generator", h1("Password generator"), "<form><input type='password' readonly><button>Generate</button></form>", p("Makes a strong password of any length in your browser; nothing is sent."))),
    ("comments with login", html("Why I left the city", "<article>", h1("Why I left the city"), prose(2), "</article><section><p>You must be logged in to post a comment.</p>", LOGIN_BOX, "</section>")),
    ("paywall", html("The long road to cheap batteries - Example Times", menu(), "<article>", h1("The long road to cheap batteries"), prose(1), "<p>Subscribe to continue reading. Already a subscriber? Log in.</p></article>", footer()), "The long road to cheap batteries"),
    ("react app", html("React App", "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div>", script()), "A visual guide to transformers"),
    ("vite", html("Vite + React + TS", "<div id='root'></div>", script()), "Transformer explainer"),
    ("loading", html("Loading...", "<div id='app'>Loading...</div>", script()), "Interactive attention demo"),
    ("react shell, own name", html("Distill Player", "<div id='app'></div>", script()), "Understanding convolutions on graphs"),
    ("github", html("GitHub - karpathy/nanoGPT: The simplest, fastest repository for training/finetuning medium-sized GPTs.", menu(), prose(2)), "nanoGPT"),
    ("youtube title", html("Let's build GPT: from scratch, in code, spelled out. - YouTube", script()), "Let's build GPT: from scratch, in code, spelled out"),
    ("medium title", html("The Illustrated Retrieval Story | by Anna Example | Towards Data | Medium", prose(2)), "The illustrated retrieval story"),
    ("arxiv title", html("[2203.02155] Training language models to follow instructions with human feedback", prose(2)), "Training language models to follow instructions with human feedback"),
    ("pdf viewer", html("2203.02155.pdf", "<embed type='application/pdf'>"), "Training language models to follow instructions with human feedback"),
    ("twitter", html("X", "<noscript><p>JavaScript is not available. We’ve detected that JavaScript is disabled in this browser.</p></noscript><div id='react-root'></div>", script()), "Karpathy on tokenization"),
    ("other language", html("大型语言模型综述", h1("大型语言模型综述"), prose(1), lang="zh"), "A survey of large language models"),
    ("other language ru", html("Внимание — это всё, что вам нужно", prose(1), lang="ru"), "Attention is all you need"),
    ("site renamed", html("Scaling laws, explained | Newname Labs", prose(2)), "Scaling laws, explained - Oldname Blog"),
    ("mojibake", html("Die GrÃ¶ÃŸe der Modelle â€“ ein Ãœberblick", prose(2)), "Die Größe der Modelle – ein Überblick"),
    ("title in h1 only", html("Example Lab", menu(), "<main>", h1("What we learned from a year of red teaming"), prose(2), "</main>"), "What we learned from a year of red teaming"),
    ("acronym", html("BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding - ACL Anthology", prose(1)), "BERT"),
    ("recorded with prefix", html("Chain-of-thought prompting elicits reasoning", prose(2)), "Wei et al. (2022): Chain-of-Thought Prompting Elicits Reasoning in Large Language Models"),
    ("title words joined", html("Chat-GPT and Co-Pilot compared", prose(1)), "ChatGPT and Copilot compared"),
    ("redirecting script", html("Redirecting...", "<p>Redirecting you to the new address.</p><script>location.replace('/new')</script>"), "A gentle introduction"),
    ("feature removed news", html("Google removes cached pages from search", h1("Google removes cached pages from search"), p("The feature is no longer available. The page has been removed from the help centre, too."), prose(2))),
    ("missing persons", html("Missing: page 12 of the manuscript could not be found", h1("Missing: page 12 of the manuscript could not be found"), prose(2))),
    ("error in python", html("FileNotFoundError: file not found in Python - Q&amp;A", menu(), h1("FileNotFoundError: file not found in Python"), p("I get this error when I run my script. The file does not exist, it says, but it does."), prose(1))),
    ("robots article", html("Are you a robot? - A short history of the Turing test", h1("Are you a robot?"), prose(2))),
    ("rate limits docs", html("Rate limits | API docs", h1("Rate limits"), p("If you send too many requests, the server answers 429 and access is denied for a minute."))),
    ("under a cookie banner", html("Letters from the coast", "<div class='cookie'>We use cookies. Accept all. Reject all.</div><h1>Letters from the coast</h1>", prose(1)), "Letters from the coast"),
    ("404 media", html("404 Media", menu(), "<main><h2>Latest stories</h2>", prose(2), "</main>"), None, "https://www.404media.co/archive/"),
    ("404 media article", html("Inside the market for stolen logins - 404 Media", menu(), "<article><h1>Inside the market for stolen logins</h1>", prose(3), "</article>")),
    ("404 wikipedia, short", html("HTTP 404 - Wikipedia", h1("HTTP 404"), p("In computer network communications, the HTTP 404 is a standard response code that says that the browser reached the server, but the server could not find what was requested."))),
    ("404 dictionary", html("404 Not Found | Glossary", h1("404 Not Found"), p("The 404 error is a status code of HTTP, sent by a server that does not have a resource under the address. It was first described in 1992 by the inventors of the web."))),
    ("404 page collection", html("Error 404 | Design museum", h1("Error 404"), p("An exhibition of the most inventive error pages of three decades, from the first browsers to the present day. Open daily except Mondays."))),
    ("page in list of links", html("Awesome error pages", h1("Awesome error pages"), links("404 Not Found by Tom", "Page not found by Anna", "Seite nicht gefunden by Max", "Nothing here by Lea"))),
]  # fmt: skip

PARKED = [
    ("godaddy lander", html("", head="<script>window.onload=function(){window.location.href='/lander'}</script>")),
    ("godaddy free", html("example.org", p("This Web page is parked FREE, courtesy of GoDaddy.com."))),
    ("sedo", html("example.org - This website is for sale! - example Resources and Information.", p("This website is for sale! example.org is your first and best source for all of the information you’re looking for."), links("Cheap flights", "Credit cards"))),
    ("bodis", html("example.org", "<div id='target' style='opacity: 0'></div><script>window.park = 'eyJ1dWlkIjoi';</script><script src='/bXyZ.js'></script>")),
    ("parkingcrew", html("example.org", script("http://d38psrni17bvxu.cloudfront.net/themes/assets/script.js"), "<script src='//parkingcrew.net/jsparkcaf.php'></script>", p("Related searches"))),
    ("hugedomains", html("ExampleSite.com is for sale | HugeDomains", menu(), h1("ExampleSite.com is for sale"), p("Since 2005, we've helped thousands of people get the perfect domain name. 30-day money back guarantee. Take immediate ownership. Safe and secure shopping.")), "Notes on learning", DEEP, 200, {}, "https://www.hugedomains.com/domain_profile.cfm?d=examplesite.com"),
    ("dan", html("The domain name example.org is for sale", h1("example.org"), p("The domain name example.org is for sale. Make an offer or buy it now at a set price. Buyer Protection program. Fast &amp; easy transfers. Hassle free payments."))),
    ("afternic", html("example.org is for sale", p("Get this domain. example.org is available for purchase. Speak with a domain specialist at Afternic. Call us now."))),
    ("namecheap", html("Registrant WHOIS contact information verification | Namecheap.com", p("This domain has been suspended because the registrant has not verified the contact address."))),
    ("namecheap parked", html("example.org - Registered at Namecheap.com", p("example.org is registered at Namecheap. This domain was recently registered at Namecheap. Please check back later!"))),
    ("ionos", html("example.org", h1("Diese Domain ist bereits registriert."), p("Dies ist eine im Kundenauftrag registrierte Domain. Die Inhalte dieser Domain wurden noch nicht hinterlegt."), lang="de")),
    ("ovh", html("Félicitations ! Votre domaine a bien été créé chez OVHcloud !", h1("Félicitations !"), p("Votre domaine a bien été créé chez OVHcloud."), lang="fr")),
    ("plesk", html("Domain Default page", h1("This is the default web page of a domain"), p("If you see this page, the web site is not set up yet. This page is generated by Plesk, the leading hosting automation software."))),
    ("cpanel", html("Default Web Site Page", h1("SORRY!"), p("If you are the owner of this website, please contact your hosting provider: webmaster@example.org", "It is possible you have reached this page because: The IP address has changed. There has been a server misconfiguration. The site may have moved to a different server."))),
    ("nginx default", html("Welcome to nginx!", h1("Welcome to nginx!"), p("If you see this page, the nginx web server is successfully installed and working. Further configuration is required.", "For online documentation and support please refer to <a>nginx.org</a>.", "<em>Thank you for using nginx.</em>"))),
    ("apache default", html("Apache2 Ubuntu Default Page: It works", "<div>Apache2 Ubuntu Default Page</div><div>It works!</div>", p("This is the default welcome page used to test the correct operation of the Apache2 server after installation on Ubuntu systems. If you can read this page, it means that the Apache HTTP server installed at this site is working properly. You should replace this file (located at /var/www/html/index.html) before continuing to operate your HTTP server."), prose(2))),
    ("expired", html("Expired domain", p("Notice: This domain name expired on 04/21/2023 and is pending renewal or deletion. If you are the owner, renew it now."))),
    ("suspended host", html("Account Suspended", h1("This Account has been suspended."), p("Contact your hosting provider for more information."), head=""), None, DEEP, 200, {}, "https://www.example.org/cgi-sys/suspendedpage.cgi"),
    ("seized", html("Notice", h1("This domain has been seized"), p("This domain has been seized by the authorities."))),
    ("porkbun", html("example.org | parked at Porkbun", h1("example.org"), p("A Brand New Domain! Congratulations on your new domain. This domain is parked at Porkbun."))),
    ("atom", html("example.org for sale | Atom.com", h1("example.org is for sale"), p("Buy this premium domain. Lease to own. Trusted by founders. Free logo included."))),
    ("related links", html("example.org", "<h1>example.org</h1><div>Related Searches:</div>", links("Best credit cards", "Cheap flights", "Web hosting", "Insurance quotes"), p("The Sponsored Listings displayed above are served automatically by a third party. Neither the service provider nor the domain owner maintain any relationship with the advertisers."))),
    ("ru", html("example.ru", h1("Домен example.ru продаётся"), p("Срок регистрации домена истёк. Купить этот домен."), lang="ru")),
    ("zh", html("example.cn", p("该域名正在出售！您可以购买此域名。"), lang="zh")),
]  # fmt: skip

BLOCKED = [
    ("cloudflare new", html("Just a moment...", "<div class='main-wrapper'><h1 class='zone-name-title'>www.example.org</h1><p>Verifying you are human. This may take a few seconds.</p><p>www.example.org needs to review the security of your connection before proceeding.</p></div><script>window._cf_chl_opt={cvId:'3'}</script>"), 403, {"server": "cloudflare"}),
    ("cloudflare 200", html("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript><script src='/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1'></script>"), 200, {}),
    ("cloudflare old", html("Please Wait... | Cloudflare", "<h1>One more step</h1><h2>Please complete the security check to access www.example.org</h2><p>Why do I have to complete a CAPTCHA? Completing the CAPTCHA proves you are a human and gives you temporary access to the web property.</p>"), 403, {}),
    ("cloudflare iuam", html("Just a moment...", "<h1>Checking your browser before accessing example.org.</h1><p>This process is automatic. Your browser will redirect to your requested content shortly.</p><p>Please allow up to 5 seconds…</p><p>DDoS protection by Cloudflare</p>"), 503, {}),
    ("cloudflare 1020", html("Access denied | www.example.org used Cloudflare to restrict access", "<h1>Error 1020</h1><h2>Access denied</h2><p>What happened? This website is using a security service to protect itself from online attacks.</p><p>Cloudflare Ray ID: 7d1</p>"), 200, {}),
    ("cloudflare blocked", html("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1><h2>You are unable to access example.org</h2>"), 403, {}),
    ("turnstile", html("Verify", "<p>Please verify that you are human to continue.</p><div class='cf-turnstile'></div><script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script>"), 200, {}),
    ("datadome", html("example.org", "<p id='cmsg'>Please enable JS and disable any ad blocker</p><script>var dd={'cid':'x','host':'geo.captcha-delivery.com'}</script>"), 200, {}),
    ("human", html("Access to this page has been denied", "<h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><p>Reference ID 1f2</p>"), 403, {}),
    ("akamai", html("Access Denied", "<h1>Access Denied</h1><p>You don't have permission to access \"http://www.example.org/\" on this server.</p><p>Reference #18.94e7cd17.1700000000.1a2b3c</p>"), 200, {}),
    ("imperva", "<html style='height:100%'><head><META NAME='ROBOTS' CONTENT='NOINDEX, NOFOLLOW'><script src='/_Incapsula_Resource?SWJIYLWA=719d'></script></head><body><iframe src='/_Incapsula_Resource?CWUDNSAI=9&xinfo=1'>Request unsuccessful. Incapsula incident ID: 877000</iframe></body></html>", 200, {}),
    ("sucuri", html("You are being redirected...", "<noscript>Javascript is required. Please enable javascript before you are allowed to see this page.</noscript><script>var s={},u,c,sucuri_cloudproxy_js='';</script>"), 200, {}),
    ("ddos-guard", html("DDoS-Guard", "<h1>Checking your browser before accessing example.org</h1><p>Please, wait...</p><script src='/.well-known/ddos-guard/js-challenge/index.js'></script>"), 200, {}),
    ("anubis", html("Making sure you&#39;re not a bot!", "<h1>Making sure you&#39;re not a bot!</h1><p>You are seeing this because the administrator of this website has set up Anubis to protect the server against the scourge of AI companies aggressively scraping websites.</p>", prose(0), p("Anubis uses a Proof-of-Work scheme in the vein of Hashcash.")), 200, {}),
    ("vercel", html("Vercel Security Checkpoint", "<p>We're verifying your browser</p><p>Website owner? Click here to fix</p>"), 429, {"x-vercel-mitigated": "challenge"}),
    ("google", html("https://www.google.com/search?q=x", "<p>Our systems have detected unusual traffic from your computer network. This page checks to see if it's really you sending the requests, and not a robot.</p>"), 200, {}),
    ("amazon", html("Amazon.com", "<h4>Enter the characters you see below</h4><p>Sorry, we just need to make sure you're not a robot. For best results, please make sure your browser is accepting cookies.</p>"), 200, {}),
    ("wordfence", html("Your access to this site has been limited", "<h1>Your access to this site has been limited by the site owner</h1><p>If you think you have been blocked in error, contact the owner of this site for assistance.</p><p>Generated by Wordfence</p>"), 503, {}),
    ("mod security", html("Not Acceptable!", "<h1>Not Acceptable!</h1><p>An appropriate representation of the requested resource could not be found on this server. This error was generated by Mod_Security.</p>"), 200, {}),
    ("yandex", html("Вы не робот?", "<p>Подтвердите, что запросы отправляли вы, а не робот</p><p>SmartCaptcha by Yandex Cloud</p>"), 200, {}),
    ("baidu", html("百度安全验证", "<div>网络不给力，请稍后重试</div><script src='https://ppui-static-wap.cdn.bcebos.com/x.js'></script>"), 200, {}),
    ("enable javascript", html("example.org", "<p>Please enable JavaScript to view the page content.<br>Your support ID is: 1234567890.</p>"), 200, {}),
    ("reddit", html("Blocked", "<p>You've been blocked by network security.</p><p>To continue, log in to your Reddit account or use your developer token</p>"), 403, {}),
    ("consent", html("Before you continue to YouTube", "<h1>Before you continue to YouTube</h1><p>We use cookies and data to deliver and maintain Google services, track outages and protect against spam.</p><button>Reject all</button><button>Accept all</button>"), 200, {}),
    ("researchgate", html("ResearchGate - Temporarily Unavailable", "<h1>Security check required</h1><p>We've detected unusual activity from your network. To continue, complete the security check below.</p><p>Ray ID: 7f</p>"), 200, {}),
]  # fmt: skip

AUTH = [
    ("wordpress", html("Log In ‹ Lab — WordPress", "<h1>Powered by WordPress</h1>", LOGIN_BOX, p("Lost your password?")), "https://www.example.org/wp-login.php?redirect_to=%2Fa"),
    ("shibboleth", html("Web Login Service", "<h1>Login to University of Example</h1>", LOGIN_BOX, p("Forgot your password? Need help?")), "https://idp.example.edu/idp/profile/SAML2/Redirect/SSO?execution=e1s1"),
    ("okta", html("Example - Sign In", script("https://ok1static.oktacdn.com/x.js"), "<div id='okta-sign-in'></div>"), "https://example.okta.com/app/x/sso/saml"),
    ("auth0", html("Log in | Example", LOGIN_BOX, p("Don't have an account? Sign up")), "https://example.eu.auth0.com/login?state=abc"),
    ("google", html("Sign in - Google Accounts", h1("Sign in"), p("Use your Google Account", "Email or phone", "Forgot email?", "Not your computer? Use Guest mode to sign in privately.")), "https://accounts.google.com/v3/signin/identifier?continue=x"),
    ("microsoft", html("Sign in to your account", "<div id='lightbox'></div>", script()), "https://login.microsoftonline.com/common/oauth2/authorize?client_id=1"),
    ("linkedin", html("Sign Up | LinkedIn", h1("Join LinkedIn"), LOGIN_BOX, p("By clicking Agree &amp; Join, you agree to the LinkedIn User Agreement.", "Already on LinkedIn? Sign in")), "https://www.linkedin.com/authwall?trk=x&sessionRedirect=y"),
    ("confluence", html("Log In - Confluence", menu(), h1("Log in"), LOGIN_BOX, p("You need to log in to view this page.")), None),
    ("gitlab", html("Sign in · GitLab", h1("GitLab"), p("You need to sign in or sign up before continuing."), LOGIN_BOX), "https://gitlab.example.org/users/sign_in"),
    ("phpbb", html("Forum - User Control Panel - Login", menu(), h2("The board requires you to be registered and logged in to view this forum."), LOGIN_BOX, p("In order to login you must be registered.")), None),
    ("de", html("Anmelden - Portal", h1("Anmelden"), LOGIN_BOX, p("Passwort vergessen?"), lang="de"), None),
    ("members", html("Members only", h1("Members only"), p("You must be logged in to view this content. Please log in or register.")), None),
    ("quora", html("Quora", LOGIN_BOX, p("A place to share knowledge and better understand the world", "Continue with Google", "Continue with Facebook", "Email", "Password", "Forgot password?")), None),
]  # fmt: skip

DRIFTED = [
    ("other article", html("Ten tips for your spring garden | Example", menu(), h1("Ten tips for your spring garden"), prose(3)), "Scaling laws for neural language models"),
    ("casino", html("Slot Gacor Hari Ini: Situs Judi Online Terpercaya", h1("Slot Gacor"), prose(3)), "Workshop on Trustworthy Machine Learning"),
    ("conference year", html("NeurIPS 2024", menu(), h1("NeurIPS 2024"), prose(1)), "NeurIPS 2022"),
    ("conference call", html("Call for Papers | ACL 2024", h1("Call for Papers"), prose(1)), "ACL 2022 Call for Papers"),
    ("report year", html("AI Index Report 2024", h1("AI Index Report 2024"), prose(1)), "AI Index Report 2022"),
    ("shop", html("Buy Nike shoes online | -70% Outlet", h1("Outlet"), links("Men", "Women"), prose(2)), "Interpretable machine learning: a guide"),
    ("home", html("Example Labs: we build robots for farms", menu(), h1("Robots for farms"), prose(2)), "How to train a tokenizer"),
    ("zh", html("澳门新葡京娱乐场官网", prose(2), lang="zh"), "机器学习中的注意力机制"),
    ("common words", html("An introduction to the new world of wine", prose(2)), "An introduction to the new world of language models"),
    ("same word", html("Language schools in Spain: learn Spanish", h1("Language schools"), prose(2)), "Language models are few-shot learners"),
]  # fmt: skip

NOT_DRIFTED = [
    ("year added", html("Best practices for prompt engineering (2024)", prose(2)), "Best practices for prompt engineering"),
    ("year of record", html("Attention Is All You Need", prose(2)), "Attention is all you need (2017)"),
    ("year elsewhere", html("State of GPT | Microsoft Build 2023", prose(2)), "State of GPT (talk, 2022)"),
    ("plural", html("Prompting guide", prose(2)), "Prompt guides"),
    ("shortened", html("The Bitter Lesson", prose(2)), "Rich Sutton: The bitter lesson"),
    ("entities", html("Q&amp;A: What&#8217;s next for AI? | MIT News", prose(2)), "Q&A: what's next for AI?"),
    ("no title", html("", prose(2)), "Some recorded title"),
]  # fmt: skip

_HERE = "https://docs.example.org/guide/page.html"
_TEXT = html(
    "Guide",
    "<h1 id='start'>Guide</h1><p>Gradient <b>des</b>cent is a\n method of <i>un</i>constrained optimisation.</p><p>It’s used – almost – everywhere, in Zürich&nbsp;too.</p><h2 id='größe'>Größe</h2><a name='old-style'></a><div id='user-content-install'></div><h2 id='What_is_it?'>?</h2>",
    prose(1),
)
_APP = html("Docs", "<div id='root'></div>", script())

FRAGMENTS = [
    ("id", "ok", "start", _TEXT), ("name", "ok", "old-style", _TEXT), ("umlaut", "ok", "größe", _TEXT), ("umlaut encoded", "ok", "gr%C3%B6%C3%9Fe", _TEXT),
    ("missing", "fragment_missing", "end", _TEXT), ("github readme", "ok", "install", _TEXT), ("encoded question mark", "ok", "What_is_it%3F", _TEXT),
    ("top", "ok", "Top", _TEXT), ("line", "ok", "L10-L20", _TEXT), ("line with column", "ok", "L10C3-L12C5", _TEXT), ("pdf page", "ok", "page=3&zoom=100", _TEXT), ("pdf named", "ok", "nameddest=sec1", _TEXT),
    ("time", "ok", "t=1m30s", _TEXT), ("app route", "ok", "/install/linux", _TEXT), ("bang", "ok", "!install", _TEXT), ("app empty", "ok", "anything", _APP),
    ("text", "ok", ":~:text=Gradient%20descent%20is%20a%20method", _TEXT), ("text inline", "ok", ":~:text=unconstrained%20optimisation", _TEXT),
    ("text range", "ok", ":~:text=Gradient,optimisation", _TEXT), ("text prefix suffix", "ok", ":~:text=is%20a-,method,-of", _TEXT), ("text umlaut", "ok", ":~:text=Z%C3%BCrich%20too", _TEXT),
    ("text quote", "ok", ":~:text=It's%20used", _TEXT), ("text dash", "ok", ":~:text=used%20%E2%80%93%20almost", _TEXT), ("text missing", "fragment_missing", ":~:text=conjugate%20gradients", _TEXT),
    ("id and text", "ok", "start:~:text=Gradient", _TEXT), ("id missing, text there", "ok", "end:~:text=Gradient", _TEXT), ("text in app", "ok", ":~:text=Gradient", _APP),
    ("gh comment", "ok", "issuecomment-123456", html("Issue · GitHub", prose(1), script()), "https://github.com/a/b/issues/1#issuecomment-123456"),
    ("empty", "ok", "", _TEXT),
]  # fmt: skip


def _cases() -> list[Case]:
    found = [Case(f"soft {name}", "soft_404", body) for name, body in SOFT]
    found += [Case(f"innocent {name}", "ok", body, *more) for name, body, *more in INNOCENT]
    found += [Case(f"parked {name}", "parked", body, *more) for name, body, *more in PARKED]
    found += [
        Case(f"wall {name}", "blocked", body, status=code, headers=headers) for name, body, code, headers in BLOCKED
    ]
    found += [Case(f"login {name}", "auth", body, final=final) for name, body, final in AUTH]
    found += [Case(f"drifted {name}", "drifted", body, recorded) for name, body, recorded in DRIFTED]
    found += [Case(f"same {name}", "ok", body, recorded) for name, body, recorded in NOT_DRIFTED]
    found += [
        Case(f"fragment {name}", verdict, body, url=more[0] if more else f"{_HERE}#{fragment}")
        for name, verdict, fragment, body, *more in FRAGMENTS
    ]
    return found


CASES = _cases()
