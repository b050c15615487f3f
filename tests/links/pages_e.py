"""A last batch, short, for a figure after all changes; what it showed was mended after."""

from __future__ import annotations

from links.pages import LOGIN_BOX, Case, footer, h1, h2, html, links, menu, p, popular, prose, script

WORDS = "river stone lantern market winter orchard copper violin harbour meadow candle thunder basket feather cottage mirror "

SOFT = [
    ("title and words", html("404 - Page Not Found", menu(), p("The page you were looking for has vanished."))),
    ("h1 sorry", html("Example News", menu(4), h1("Sorry, that page no longer exists"), popular(), footer())),
    ("moved or deleted", html("Example", menu(), h2("The content you are looking for has been moved or deleted"), footer())),
    ("error text", html("Error", p("The requested document could not be located on our server."))),
    ("no longer with word", html("Archive", menu(), h1("This story is no longer online"), p("It was taken down at the request of its author."))),
    ("video", html("Video not available", p("Sorry, this video does not exist."))),
    ("user", html("User not found", menu(), h1("User not found"))),
    ("paste", html("Pastebin", h1("Not Found (#404)"), p("This page is no longer available. It has either expired, been removed by its creator, or removed by one of the staff."))),
    ("gist", html("Page not found · Code host", p("This is not the web page you are looking for."))),
    ("tweet", html("X", p("This Post was deleted by the Post author."))),
    ("tweet old", html("Twitter", p("Sorry, that page doesn’t exist!"), p("You can search using the search box below or return to the homepage."))),
    ("de", html("Upps!", h1("Diese Seite konnten wir leider nicht finden"), lang="de")),
    ("fr", html("Oups", h1("Oups, cette page n'existe plus"), lang="fr")),
    ("es", html("Error", h1("La página que buscas no existe"), lang="es")),
    ("it", html("404", h1("Siamo spiacenti, la pagina non è stata trovata"), lang="it")),
    ("pt", html("404", h1("Esta página não existe mais"), lang="pt")),
    ("sv", html("Fel 404", h1("Sidan kunde inte hittas"), lang="sv")),
    ("ja", html("ページが見つかりません", h1("このページは削除されたか、URLが変更されています"), lang="ja")),
    ("ko", html("페이지 없음", p("페이지를 찾을 수 없습니다. 주소를 확인해 주세요."), lang="ko")),
    ("zh", html("访问出错", p("对不起，您访问的文章不存在或已被删除！"), lang="zh")),
    ("ru", html("Ошибка 404", p("Извините, такой страницы нет на нашем сайте."), lang="ru")),
]  # fmt: skip

#: Known to be missed: words that other pages have too.
MISSED = [
    ("unknown page", html("Unknown page", h1("Unknown page"), p("We do not know this page. Try the search."))),
    ("wrong url", html("Oops", h1("Wrong address?"), p("We don't have a page at this address."))),
    ("notebook", html("Notebook not found", p("There was an error loading this notebook. Ensure that the file is accessible and try again."))),
]  # fmt: skip

INNOCENT = [
    ("words", html("Words", p(WORDS * 3))),
    ("seven 404 pages", html("7 brilliant 404 pages", h1("7 brilliant 404 pages"), p("Page not found? These sites made an art of it. " + WORDS))),
    ("why 404", html("Why am I seeing a 404 error?", h1("Why am I seeing a 404 error?"), p("A 404 error means that the page does not exist. It may have been deleted or moved, or you mistyped the address."))),
    ("change log", html("Changes | Example tool", h1("Changes"), p("2.1: This page has been removed from the sidebar. The old file is no longer available. Links that could not be found are reported."))),
    ("changelog keep", html("CHANGELOG.md", h1("Changelog"), h2("Removed"), p("The article endpoint has been removed."), h2("Fixed"), p("Page not found on reload."))),
    ("http docs", html("HTTP response codes", h1("HTTP response codes"), links("200 OK", "404 Not Found"), p("404 Not Found: the page does not exist."))),
    ("book", html("Page Not Found by Erin Example", h1("Page Not Found"), p("A thriller about a programmer who deletes herself from the web, one account at a time."))),
    ("song", html("404 (Not Found) lyrics - The Nulls", h1("404 (Not Found)"), p("You left no trace, no page, no name, and every search returns the same."))),
    ("paper", html("Content Not Found: A Study of Deleted Posts", h1("Content Not Found: A Study of Deleted Posts"), p("We study why posts are deleted."))),
    ("error class", html("class ResourceNotFound", h1("class ResourceNotFound"), p("Raised if the requested resource was not found on the server."))),
    ("lost in space", html("Not all who wander are lost", p("A page of quotations."))),
    ("short docs", html("get()", h1("get()"), p("Returns the item, or None if it does not exist."))),
    ("moving", html("We have moved", h1("We have moved"), p("Our office is now at the harbour. This site stays here."))),
    ("goodbye", html("Goodbye", h1("Goodbye"), p("This blog is no longer updated. All posts remain available."))),
    ("domain name article", html("What is a domain name?", h1("What is a domain name?"), p("A domain name is the address of a site. If it is free, you can buy this domain from a registrar."))),
    ("domain sold", html("Voice.com sold for 30 million", h1("Voice.com sold for 30 million"), p("The domain is for sale no longer."))),
    ("car for sale", html("Car for sale", p("A car is for sale. Make an offer."))),
    ("captcha", html("What is a CAPTCHA?", h1("What is a CAPTCHA?"), p("A test to verify that you are human and not a robot."))),
    ("ddos", html("Checking your browser: how it works", h1("Checking your browser: how it works"), p("When you see “Checking your browser before accessing”, a script runs."))),
    ("login", html("How to sign in", h1("How to sign in"), p("Please sign in with your email. You must be logged in to use the editor."))),
    ("login header", html("Recipes", LOGIN_BOX, h1("Recipes"), p("Soup. Bread. Cake."))),
    ("sign in box and article", html("The sea", menu(), LOGIN_BOX, h1("The sea"), prose(2), "<p>Log in to comment.</p>")),
    ("access denied article", html("Access denied: the story of a lock", h1("Access denied: the story of a lock"), p(WORDS))),
    ("one line", html("OK", p("It is fine."))),
    ("just words, same title", html("Not Found", p(WORDS)), "Not Found"),
    ("spa", html("Explorer", "<div id='app'></div>", script()), "Atlas of words"),
    ("translated", html("Wie Maschinen lernen", prose(1), lang="de"), "How machines learn"),
    ("suffix", html("Why models lie - The Example Review", prose(1)), "Why models lie"),
]  # fmt: skip

OTHER = [
    ("parked buy", "parked", html("example.org", h1("example.org"), p("This domain may be for sale. Click here to inquire."))),
    ("parked ads", "parked", html("example.org", p("Related searches"), links("Loans", "Cars"), script("https://www.bodis.com/x.js"))),
    ("parked expired", "parked", html("example.org", p("The domain example.org has expired. Renew it to restore the site."))),
    ("wall cf", "blocked", html("Just a moment...", p("Verify you are human by completing the action below."))),
    ("wall px", "blocked", html("Please verify you are a human", p("Access to this page has been denied because we believe you are using automation tools."))),
    ("wall text", "blocked", html("Security Check", p("Please prove that you are human to go on."))),
    ("login", "auth", html("Please log in", p("You must log in to see this page."), LOGIN_BOX)),
    ("login wp", "auth", html("Log In", LOGIN_BOX)),
]  # fmt: skip

DRIFTED = [
    ("shoes", html("Shoes for everyone", h1("Shoes for everyone"), p(WORDS * 2)), "Emergent abilities of large models"),
    ("h1 and title", html("Garden centre Miller", h1("Roses in June"), p(WORDS)), "An introduction to reinforcement learning"),
]  # fmt: skip

CASES = (
    [Case(f"soft {name}", "soft_404", body) for name, body in SOFT]
    + [Case(f"innocent {name}", "ok", body, *more) for name, body, *more in INNOCENT]
    + [Case(name, verdict, body) for name, verdict, body in OTHER]
    + [Case(f"drifted {name}", "drifted", body, recorded) for name, body, recorded in DRIFTED]
)
