"""The signs by which pages that answer 200 give themselves away: not found, parked, a challenge, a login, another page.

Pages about such things (an article on 404 pages, a change log that removed something) use the same words; they say
many others too, they quote, and their titles go on. So words count only on pages that say little of their own (`main`:
without navigation, links, lists of articles, code), only where they are a whole title or heading or are turned to the
reader in the first sentences, and one weak sign counts only beside another. A false alarm is worse than a miss.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from llmprimer.links import absence
from llmprimer.links.model import Page, Probe
from llmprimer.stem import stem
from llmprimer.text import fold, has_cjk, words

#: More words than this are not counted: such a page has something to say.
_MOST = 250
#: A page with no more words of its own may be a wall, a form or a notice.
_NOTICE = 120
_FEW = 60
#: A line of fewer words is a label.
_LABEL = 5

_SEPARATOR = re.compile(r"\s*[|·•»›‹]\s*|\s+[-–—~]\s+|\s*&middot;\s*")
_COLON = re.compile(r"\s*[|·•»›‹:：/]\s*|\s+[-–—~]\s+|\s*[(（)）]\s*")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def _count(text: str) -> int:
    """How much there is to read, up to a bound: words, or for scripts without spaces pairs of characters."""
    spaced = len(text[: 8 * _MOST].split(None, _MOST))
    if text.isascii() or spaced >= _MOST:
        return spaced
    return max(spaced, sum(map(len, _UNSPACED.findall(text[: 3 * _MOST]))) // 2)


def _count_prose(main: str) -> int:
    """The same for the lines that are more than labels: menus that are no lists of links have short lines."""
    total = 0
    for line in main[: 16 * _MOST].split("\n", _MOST):
        if (count := _count(line)) >= _LABEL:
            total += count
            if total >= _MOST:
                break
    return total


def sizes(page: Page) -> tuple[int, int]:
    """How many words the page has, and how many of its own (up to a bound of some hundreds); counted once."""
    if page.size is None:
        own = _count_prose(page.main) if page.main else _count(page.text)
        page.size = (own if own >= _MOST or not page.main else _count(page.text), own)
    return page.size


@lru_cache(maxsize=64)
def parts(title: str) -> tuple[str, ...]:
    """The pieces of a title between the separators that sites put before their names."""
    return tuple(piece for piece in (part.strip(" .!\u2026") for part in _SEPARATOR.split(title)) if piece)


# Not found

#: What software says in its own words, on pages that say next to nothing else.
_SOFTWARE = re.compile(
    r"\bNoSuch(?:Key|Bucket)\b|^\s*Cannot GET /|status=404\b|HTTP Status 404|no explicit mapping for /error|"
    r"does not have an article with this exact name|There isn't a GitHub Pages site here|route that doesn't exist|"
    r"Object not found!"
)
_MARKS = re.compile(
    r"<body[^>]{0,400}[\"' ](?:error-?404|page-?404|page-not-found|error404-page|pg-404)[\"' ]|"
    r"\"page\":\"/(?:404|_error)\"",
)
#: A title that only says that something went wrong.
_WENT_WRONG = re.compile(
    r"(?:an? |server )?(?:error|oops|ooops|ups|oups|sorry|whoops|uh[- ]?oh|fehler|erreur|erro|errore|fout|well, this is awkward|"
    r"something went wrong|ошибка|エラー|오류|错误|出错了)[\s!.…:]*(?:\d{3})?[\s!.…]*",
    re.IGNORECASE,
)
_EXCUSE = re.compile(r"(?:o+ps|ups|oups|whoops|hoppla|hoppsan|sorry|uh[- ]oh|oh no)[\s]*[,!.…–-]", re.IGNORECASE)


def is_not_found(page: Page, recorded: str | None = None) -> str | None:
    """Why the page is a not-found page, or None. A page that has the title on record needs plainer words."""
    _, own = sizes(page)
    pieces = parts(page.title)
    if own > 2 * _NOTICE:
        return _twice_named(page, pieces, recorded)
    known = bool(recorded) and agrees(recorded or "", page)
    named = _names_absence(page, pieces, own) if not known else None
    where = named and named[1]
    if named:
        if not _is_alone(named[0], page):
            return None
        if own <= _FEW or (own <= 2 * _NOTICE - 40 and absence.speaks_to_visitor(_lead(page))):
            return where
        if (twice := _twice_named(page, pieces, recorded)) is not None:
            return twice
    topic = _has_topic(page)
    most = 2 * _NOTICE if where else _FEW // 2 if known else _FEW - 15 if topic else _FEW
    if own <= most:
        if (said := _says_absence(page, pieces, topic=topic)) is not None:
            return where or f"it says “{said[:80]}”"
        if own <= _FEW and not known and (mark := _MARKS.search(page.raw[:100_000])):
            return f"it is marked as one ({mark[0][-20:].strip()})"
    return None


def _twice_named(page: Page, pieces: tuple[str, ...], recorded: str | None) -> str | None:
    """Whether title and h1 both say it of a page, and nothing else: then all the text beside is what others wrote."""
    if len(page.headings) != 1 or len(page.headings[0]) > 80 or not absence.is_whole(page.headings[0]):
        return None
    if not any(map(absence.is_whole, pieces)) or (recorded and agrees(recorded, page)):
        return None
    named = absence.read(page.headings[0]).noun and any(absence.read(piece).noun for piece in pieces)
    return f"its title and heading say “{page.headings[0][:80]}”" if named else None


def _names_absence(page: Page, pieces: tuple[str, ...], own: int) -> tuple[str, str] | None:
    """The part of a title or the heading that says it, and nothing else, and what to say of it."""
    for piece in pieces:
        for line in (piece, piece.rpartition(": ")[2]):
            if absence.is_whole(line):
                return line, f"its title says “{page.title[:80]}”"
    for heading in page.headings:
        if absence.is_whole(heading) and not _goes_on(heading, pieces):
            return heading, f"its heading says “{heading[:80]}”"
    for piece in parts(page.og_title):
        if absence.is_whole(piece):
            return piece, f"it calls itself “{page.og_title[:80]}”"
    if own <= _FEW:
        for heading in page.subheadings[:3]:
            if absence.is_whole(heading):
                return heading, f"its heading says “{heading[:80]}”"
    return None


def _is_alone(line: str, page: Page) -> bool:
    """Whether nothing on the page speaks of another matter: it may be a book or a band that is called so."""
    prose = _prose(page)
    if absence.fits(prose):
        return True
    if not absence.read(line).noun:
        return False
    names = filter(absence.is_whole, (line, *page.headings, *page.subheadings[:2]))
    return any(absence.read(name).turning for name in names) or absence.speaks_to_visitor(prose)


def _goes_on(heading: str, pieces: tuple[str, ...]) -> bool:
    """Whether a piece of the title has the heading and more: then the heading is what the page is about."""
    heading = heading.strip(" .!…").lower()
    return any(
        heading in (piece := part.lower()) and len(piece) > len(heading) and not absence.is_whole(part)
        for part in pieces
    )


def _has_topic(page: Page) -> bool:
    """Whether a heading that says something is also in the title: the page has a matter of its own."""
    title = page.title.lower()
    pieces = [piece.lower() for piece in parts(page.title) if len(piece) > 3]
    return any(
        ((low := heading.lower()) in title
            or any(low.startswith(f"{piece}:") or (piece in low and 2 * len(piece) > len(low)) for piece in pieces)) and not _WENT_WRONG.fullmatch(heading) and not absence.is_whole(heading)
        for heading in page.headings
    )


def _says_absence(page: Page, pieces: tuple[str, ...], *, topic: bool) -> str | None:
    text = page.main or page.text
    if match := _SOFTWARE.search(text[:500]):
        return match[0]
    text = _without_headings(page)
    wrong = any(_WENT_WRONG.fullmatch(name) or _EXCUSE.match(name) for name in (*pieces, *page.headings))
    if (said := absence.said_in(text, 1 if topic else 3, excused=wrong, topic=topic)) is not None:
        return said
    if not page.main.strip() or not text.strip():
        return absence.said_in(page.text, 2, excused=wrong, topic=topic)
    for heading in (*page.headings[:2], *page.subheadings[:2]):
        if (said := absence.said_in(heading, 2, topic=topic)) is not None:
            return said
    return None


def _without_headings(page: Page) -> str:
    text = page.main or page.text
    for heading in (page.title, *page.headings, *page.subheadings):
        if len(heading) > 3:
            text = text.replace(heading, "\n")
    return text


def _prose(page: Page) -> str:
    """The lines that are more than labels, without the headings."""
    return " ".join(line for line in _without_headings(page).split("\n") if _count(line) >= _LABEL)


def _lead(page: Page) -> str:
    """The first sentence after the headings."""
    lines = (line for line in _without_headings(page).split("\n") if len(line) > 15)
    return re.split(r"[.!?。！？]", next(lines, ""), maxsplit=1)[0]


# Parked

_PARKING_HOSTS = (
    "sedoparking.com", "parkingcrew.net", "bodis.com", "hugedomains.com", "dan.com/buy-domain", "afternic.com/forsale", "above.com/marketplace",
    "parklogic.com", "domainmarket.com", "cashparking", "skenzo.com", "uniregistry.com/market", "sav.com/domains", "parking.reg.ru",
    "wsimg.com/parking-lander", "namebright.com/domains", "d38psrni17bvxu.cloudfront.net", "d1lxhc4jvstzrp.cloudfront.net", "window.park =",
    'location.href="/lander"', "location.href='/lander'", "iisstart.png", "suspendedpage.cgi", "defaultwebpage.cgi", "parkweb", "voodoo.com",
)  # fmt: skip
#: Cheap to look for: a parked page has one of these.
_PARKED_HINTS = (
    "domain", "for sale", "parked", "hosting", "default", "welcome to nginx", "test page", "sponsored", "dominio", "domaine", "домен", "域名", "ドメイン",
    "owner of", "account", "isn't connected", "it works", "best source", "domein", "domena", "도메인", "asking price", "suspended", "all set to go", "internetprasenz",
)  # fmt: skip
_HOST = r"(?:[\w-]+\.)+[a-z]{2,10}"
_PARKED = re.compile(
    rf"(?:this (?:web ?site|domain(?: name)?)|(?:the )?domain(?: name)? {_HOST}|^{_HOST}|[\s“(]{_HOST})!? (?:is|may be|could be) (?:(?:now )?available )?for (?:sale|purchase)|"
    rf"buy this (?:premium )?domain|this premium domain|your first and best source for|the owner of this (?:domain|web ?site) has not|(?:get|own) this domain|(?:interested in|inquire about) this domain|(?:make|submit) an offer (?:on|for) this domain|"
    rf"this (?:web ?page|web ?site|domain)(?: name)? is (?:currently )?parked|is parked free|parked (?:free )?(?:at|by the owner|courtesy)|"
    rf"(?:this|your) domain(?: name)?(?: {_HOST})? (?:has )?expired|{_HOST} (?:has )?expired|domain (?:has )?expired on|this domain(?: name)? (?:is pending|is available(?: for| at|[.!]|$)|has (?:recently )?been registered|is registered|has been registered|has been suspended|was (?:recently )?registered|is reserved)|"
    rf"(?:the )?owner of {_HOST} is offering it|domain(?: name)? {_HOST} could be yours|{_HOST} is registered (?:at|with)|future home of something|congratulations on your new domain|"
    rf"sponsored listings displayed above|this is the default (?:web ?page|page|welcome page)|generated by plesk|if you are the owner of this web ?site, please contact|"
    rf"(?:nginx|apache) (?:web|http) ?server (?:is successfully installed|installed at this site is working|after it has been installed)|default welcome page used to test|test the proper operation of the|"
    rf"this account has been suspended|web ?site has been (?:disabled|suspended) by|isn't connected to a website|upload your website files|"
    rf"diese domain (?:ist bereits registriert|steht zum verkauf|wurde bei|kaufen)|domain {_HOST} steht zum verkauf|hier entsteht eine neue|"
    rf"votre domaine a bien ete cree|(?:ce )?(?:nom de )?domaine est a vendre|{_HOST} est a vendre|este dominio (?:esta|es) (?:a la|en) venta|questo dominio e in vendita|"
    rf"домен(?: {_HOST})? (?:продается|припаркован|зарегистрирован и)|срок регистрации домена|купить этот домен|(?:该|此|这个)?域名(?:正在|可)?出售|ドメイン.{{0,12}}(?:販売|取得されています)",
    re.IGNORECASE | re.DOTALL,
)
_PARKED_TITLES = re.compile(
    rf"{_HOST} (?:is )?(?:for sale|parked|(?:is )?available at)\b.*|(?:the )?domain(?: name)? {_HOST} (?:is|may be) for sale.*|welcome to nginx|apache2? (?:\w+ )?default page(?:: it works)?|iis (?:windows|\d).*|"
    rf"(?:domain|web server'?s|web ?site) default page|default web ?site page|(?:http server )?test page (?:powered by|for the) .*|expired domain|domain (?:name )?expired|account suspended|(?:web ?site|site) disabled|"
    rf"{_HOST} (?:expired|steht zum verkauf|est a vendre)|parked domain|domain parked|dominio en venta|domain (?:is )?for sale|.* registered at namecheap\.com|registrant whois contact information verification",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]{0,200}”|«[^»]{0,200}»|「[^」]{0,200}」|\"[^\"]{0,200}\"")


_NAME = re.compile(
    rf"(?:this|the|diese|deze|ce|este|esta|questo|ta|den har|dette|denne|tato|bu|этот|этот|данныи)\W+(?:\w+\W+){{0,2}}?(?:web ?site|domain|domaine|domein|domena|dominio|domen|domene|domanen|domaenet|domenet|домен)|{_HOST}|域名|ドメイン|도메인"
)
_IS_HOST = re.compile(rf"(?:buy )?{_HOST}")
_SALE = re.compile(
    r"\b(?:for sale|te koop|zum verkauf|zu verkaufen|a vendre|en venta|a la venta|in vendita|a venda|na sprzedaz|na predaj|na prodej|satilik|till salu|til salgs?|myytavana|elado|продается|продам|продажа)\b|"
    r"出售|转让|販売|売りに出|판매"
)


def is_parked(page: Page, final_url: str, recorded: str | None = None) -> str | None:
    """Why nobody's site is at the name (for sale, a registrar's or server's own page, a suspended account), or None."""
    for host in _PARKING_HOSTS:
        if host in final_url:
            return f"it is on {host}"
    total, own = sizes(page)
    if own > 2 * _NOTICE:
        return None
    if total <= _NOTICE and _is_active(page, total):
        raw = page.raw[:50_000]
        for host in _PARKING_HOSTS:
            if host in raw:
                return f"it is filled by {host}"
    title = fold(page.title)
    text = fold(page.main or page.text)
    if not any(hint in text or hint in title for hint in _PARKED_HINTS) and not _SALE.search(text[:600]):
        return None
    if recorded and agrees(recorded, page):
        return None
    titled = any(_PARKED_TITLES.fullmatch(piece.strip(" .!")) for piece in (*map(fold, parts(page.title)), title))
    if titled and (own <= _NOTICE or _PARKED.search(text)):
        return f"its title says “{page.title[:80]}”"
    headed = any(_PARKED.search(name) or _IS_HOST.fullmatch(name) for name in (title, *map(fold, page.headings)))
    if own <= _NOTICE and (headed or not _has_topic(page)):
        if match := _PARKED.search(_QUOTED.sub(" ", f"{title}\n{text}")):
            return f"it says “{match[0].strip()[:80]}”"
        if own <= _FEW:
            for sentence in re.split(r"[.!?]\s|\n|。", f"{title}\n{text}"):
                if len(sentence) < 150 and _SALE.search(sentence) and _NAME.search(sentence):
                    return f"it says “{sentence.strip()[:80]}”"
    if own <= _LABEL and [fold(heading).strip(" .!") for heading in page.headings] == ["it works"]:
        return "a web server's own page"
    return None


# Challenges

#: These stand only in a challenge.
_CHALLENGE_MARKS = (
    "_cf_chl_opt", "cf-chl-", "cf_chl_", "challenge-platform/h/", "cf-browser-verification", "cf_captcha_kind", "captcha-delivery.com", "px-captcha", "anubis_challenge",
    "/.within.website/", "sucuri_cloudproxy", "ddos-guard/js-challenge", "sec-if-cpt", "distil_r_captcha", "vercel security checkpoint", "gokuprops", "awswafcookie",
    "__qrator", "kpsdk", "incapsula incident", "sgcaptcha", "/_guard/", "aliyun_waf", "acw_sc__v2", "/cdn-cgi/challenge-platform/x",
)  # fmt: skip
#: These stand in ordinary pages too, and tell only where there is nothing else.
_GUARD_MARKS = (
    "challenge-platform", "awswaf.com", "_incapsula_resource", "datadome", "perimeterx", "_pxappid", "ips.js?", "challenges.cloudflare.com", "cf-turnstile", "h-captcha",
    "g-recaptcha", "hcaptcha.com", "imperva", "smartcaptcha", "ak_bmsc",
)  # fmt: skip
_SHELL = ('id="root"', "id='root'", 'id="app"', "id='app'", "__next", "react-root", "gradio-app", "app-root", "__nuxt")
#: Titles that no other page has.
_WALL_TITLES = re.compile(
    r"attention required|access to this page has been denied|verify(?:ing)? (?:that )?you are (?:a )?human|verifying your browser|(?:please wait.{0,20})?checking (?:your browser|you are not a bot|if the site connection is secure).{0,40}|"
    r"robot check|robot or human|robot challenge screen|making sure you're not a bot|ddos[- ]guard|pardon our interruption|client challenge|(?:vercel )?security checkpoint|human verification|"
    r"sorry, you have been blocked|you have been blocked|your access to this site has been limited|request rate threshold exceeded|undeclared automated tool|百度安全验证|人机验证|安全验证|滑动验证页面|"
    r"вы не робот|проверка браузера|ロボットではありません|sicherheitsuberprufung|not acceptable|error: the request could not be satisfied|before you continue(?: to .{1,40})?|bevor sie (?:zu .{1,30} )?(?:weitergehen|fortfahren)|"
    r"avant d'acceder a .{1,30}|antes de continuar.{0,30}|age verification",
    re.IGNORECASE,
)
#: Titles that other pages may have too.
_WEAK_TITLES = re.compile(
    r"just a moment|nur einen moment|un instant|un momento|een moment|um momento|один момент|しばらくお待ちください|请稍候|access denied|are you (?:a )?(?:human|robot)|human\??|security check|site verification|one more step|"
    r"please (?:wait|verify)|one moment,? please|captcha|request unsuccessful|blocked|you are being redirected|establishing a secure connection|verify|verifying|verification|verificacion|forbidden|(?:http |error )?403(?: forbidden)?|challenge|temporarily unavailable|request blocked|bot detection|security verification",
    re.IGNORECASE,
)
_WALL_TEXT = re.compile(
    r"enable javascript and cookies to continue|enable (?:js|javascript) and disable any ad ?blocker|verify(?:ing)? (?:that )?you(?:'re| are) (?:a |not a )?(?:human|robot|bot)|(?:need|have) to (?:verify|make sure|confirm) (?:that )?you(?:'re| are) not a robot|"
    r"make sure you're not a robot|know you're not a robot|(?:confirm|prove) (?:that )?you(?:'re| are) (?:a )?(?:human|not a (?:robot|bot))|not a robot|unusual (?:traffic|activity) from your|checking your (?:browser|connection)|checking site connection security|"
    r"verifying your browser|check(?:ing)? your browser|needs to review the security of your connection|complete the (?:captcha|security check)|captcha challenge|slide to verify|press (?:&|and) hold|using automation tools|request looks automated|solve the puzzle below|"
    r"your (?:request|access|ip(?: address)?) (?:has been|was|is) (?:blocked|denied|being verified)|request is being verified|blocked by network security|reference #[0-9a-f]+\.|incident id|\bray id|your support id is|"
    r"using a security service to protect itself|has banned (?:the country|your|you)|generated by (?:wordfence|mod_security|cloudfront)|site has been limited|due to automated requests|declare your traffic|protect the server against the scourge|"
    r"javascript to view th[ei]s? page|bestatigen sie, dass sie (?:ein mensch|kein roboter)|confirmez que vous (?:etes humain|n'etes pas un robot)|подтвердите, что .{0,40}(?:не робот|а не робот)|проверка браузера перед|请完成(?:下方|以下)?(?:安全)?验证|拖动滑块|ロボットではないこと|"
    r"(?:might|may) be a (?:ro)?bot|access cannot be granted at this time|vous n'etes pas un robot|no es un robot|no eres un robot|nao e um robo|non sei un robot|geen robot bent|nie jestes robotem|로봇이 아닙니다|"
    r"must be (?:18|21|of legal age)(?: or older| or over| years)?.{0,30} to (?:enter|view|access)|(?:click|clicking) “?accept all”?, we and our partners|we use cookies and data to|wir verwenden cookies und daten",
    re.IGNORECASE,
)
_WALL_HINTS = (
    "robot", "human", "browser", "captcha", "javascript", " js ", "blocked", "denied", "security", "traffic", "unusual", "automat", "ray id", "incident", "reference #", "support id", "limited",
    "banned", "18 ", "cookie", "mensch", "robot", "робот", "браузера", "验证", "ロボット", "press ", "generated by", "verif", "puzzle", "滑块", " bot", "robo", "granted", "로봇",
)  # fmt: skip


def is_challenge(probe: Probe) -> str | None:
    """Why the answer is a wall (a test for robots, a question of consent or age) and not the page, or None."""
    headers = probe.headers
    if headers:
        if headers.get("cf-mitigated", "").lower() == "challenge":
            return "Cloudflare asks for a proof of being human"
        if headers.get("x-amzn-waf-action", "").lower() in ("challenge", "captcha"):
            return "AWS WAF asks for a proof of being human"
        if headers.get("x-vercel-mitigated", "").lower() in ("challenge", "deny") or "sg-captcha" in headers:
            return "the host asks for a proof of being human"
        if headers.get("x-datadome", "").lower() in ("protected", "captcha") and (probe.status_code or 0) >= 400:
            return "DataDome refuses robots"
    page = probe.page
    if page is None:
        return None
    total, own = sizes(page)
    if total > _NOTICE:
        return None
    title = fold(page.title)
    pieces = [piece.strip(" .!?\u2026") for piece in (*map(fold, parts(page.title)), title)]
    raw = page.raw[:50_000].lower() if _is_active(page, total) else ""
    mark = next((mark for mark in _CHALLENGE_MARKS if mark in raw), None)
    if mark and total <= _NOTICE - 20:
        return f"a page for robots ({mark})"
    if (probe.status_code or 0) in (404, 410):
        return None
    text = fold(page.text)
    said = _WALL_TEXT.search(text) if any(hint in text for hint in _WALL_HINTS) else None
    if any(_WALL_TITLES.fullmatch(piece) for piece in pieces) and (said or total <= _FEW or own <= 20):
        return f"a page for robots: “{page.title[:80]}”"
    weak = any(_WEAK_TITLES.fullmatch(piece) for piece in pieces)
    if weak and (said or (total <= _FEW and "permission to access" in text)):
        return f"a page for robots: “{page.title[:80]}”"
    if total <= (40 if weak else 15) and not any(sign in raw for sign in _SHELL):
        guard = next((mark for mark in _GUARD_MARKS if mark in raw), None)
        if guard and weak:
            return f"a page for robots: “{page.title[:80]}”"
        if guard and "<form" not in raw and (said or total <= 5):
            return f"a page for robots ({guard})"
    if said and total <= 70 and (weak or not _has_topic(page)) and not _is_form(raw):
        return f"a page for robots: it says “{said[0][:60]}”"
    return None


def _is_active(page: Page, total: int) -> bool:
    """Whether something else than words may be at work: only then the source is worth a look."""
    return bool(page.scripts) or total <= 15 or "frame" in page.raw[:50_000]


def _is_form(raw: str) -> bool:
    """Whether a captcha may stand in an ordinary form (a contact page) rather than before the page."""
    return "<textarea" in raw or "email" in raw


# Logins

_LOGIN_PATH = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|signon|sso|auth|oauth2?|openid-connect|saml2?|cas|account/login|session/new|wp-login\.php|authwall|accounts?)(?:[/._?-]|$)",
    re.IGNORECASE,
)
_LOGIN_TITLE = re.compile(
    r"(?:please )?(?:log|sign) ?-?(?:in|on)(?: required)?(?: (?:to|with|at|or) .{1,40})?|.{0,40}[:•] ?(?:log|sign) ?-?in(?: to .{1,30})?|(?:\w+ )?login(?: (?:required|page|to .{1,40}))?|web login service|authentication required|"
    r"members only|sign up|join .{1,20}|anmelden|anmeldung|einloggen|connexion|se connecter|identification|iniciar sesion|acceder|accedi|entrar|inloggen|logga in|zaloguj sie|войти|вход|авторизация|登录|登入|ログイン|로그인",
    re.IGNORECASE,
)
_LOGIN_TEXT = re.compile(
    r"(?:you )?(?:must|need to|have to|requires you to)(?: be)? (?:(?:registered|signed up) and )?(?:log(?:ged)? ?in|sign(?:ed)? ?in)(?: (?:or (?:register|sign up)|before continuing))?(?: (?:to|in order to) (?:view|see|read|access|continue)|\s*\.| before)|"
    r"you are not logged in|please (?:log|sign) in (?:to (?:view|see|read|continue|access)|or register)|(?:log|sign) in to (?:continue|view|read|see) |to (?:view|see|read|access) this .{1,20}, please (?:log|sign) in",
    re.IGNORECASE,
)
_FORGOT = re.compile(
    r"(?:forgot(?:ten)?|lost|reset)(?: your| my)? password|continue with (?:google|apple|facebook)|passwort vergessen|mot de passe oublie|olvidaste tu contrasena|忘记密码|パスワードを忘れ",
    re.IGNORECASE,
)
#: Beside a form for a password these are enough.
_LOG_IN = re.compile(
    r"(?:must|need to|have to|please) (?:be )?(?:log|sign)(?:ged|ed)? ?in|only registered|members only"
)
_LOGIN_HOSTS = frozenset("login signin sso auth idp accounts account id cas".split())


def is_login(probe: Probe) -> str | None:
    """Why the reader has to log in first, or None."""
    page, final = probe.page, probe.final_url or ""
    if page is None:
        return None
    elsewhere = len(probe.hops) > 1
    _, own = sizes(page)
    if not elsewhere and own > _NOTICE:
        return None
    was = _is_login_address(probe.url)
    if was:
        return None
    if elsewhere and _is_login_address(final):
        got = urlsplit(final)
        return f"it leads to {got.hostname}{got.path}"
    if own > _NOTICE:
        return None
    titled = page.title and any(
        _LOGIN_TITLE.fullmatch(fold(name)) for name in (*parts(page.title), *page.headings, *page.subheadings[:2])
    )
    if page.password:
        if titled:
            return f"a form asks for a password: “{page.title[:60]}”"
        if own <= _FEW and _FORGOT.search(fold(page.text)) and not _has_topic(page):
            return "a form asks for a password, and there is little else"
    if not titled and (own > _FEW or _has_topic(page)):
        return None
    lead = fold("\n".join((*page.headings, *page.subheadings, page.main or page.text))[:600])
    if page.password and _LOG_IN.search(lead[:300]):
        return "a form asks for a password, and the page to log in"
    match = _LOGIN_TEXT.search(lead) if "log" in lead or "sign" in lead else None
    if match and "comment" not in lead[match.end() : match.end() + 40]:
        return f"it says “{match[0].strip()[:80]}”"
    return None


def _is_login_address(url: str) -> bool:
    address = urlsplit(url)
    return bool(
        _LOGIN_PATH.search(address.path) or (address.hostname and address.hostname.split(".")[0] in _LOGIN_HOSTS)
    )


# The root instead of the page

_ROOTS = re.compile(
    r"/?(?:index\.\w+|home/?|default\.\w+|main/?|(?:ar|cs|da|de|en|es|fi|fr|he|hi|hu|id|it|ja|jp|ko|nl|no|pl|pt|ro|ru|sv|th|tr|uk|us|vi|zh|cn)"
    r"(?:[-_][a-z]{2})?/?)?",
    re.IGNORECASE,
)


def is_root_instead(asked: str, final: str) -> bool:
    """Whether a deep page was asked for and a home page came."""
    before, after = urlsplit(asked), urlsplit(final)
    deep = _ROOTS.fullmatch(before.path) is None or bool(before.query and _ROOTS.fullmatch(before.path))
    return deep and not after.query and _ROOTS.fullmatch(after.path) is not None


# Another page than the one on record

#: Words that any title of a site may have; to share them is no kinship.
_COMMON = frozenset(
    stem(word)
    for word in "the a an and or of for in on to with by from at is are be it its this that your you we our i new best home page site blog news post article official welcome "
    "introduction guide about how what why when s world top free online 1 2 3".split()
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: Titles of programs that have not yet put their own, and of viewers.
_EMPTY_TITLES = re.compile(
    r"react app|vite(?: app)?(?: \+ .*)?|loading.*|untitled.*|document|index|home|app|my[- ]app|webpack app|create next app|x|twitter|reddit|youtube|gradio|streamlit|notion|google (?:docs|drive|slides|sheets|colab)|"
    r"redirecting.*|please wait.*|.*\.(?:pdf|docx?|pptx?|ipynb)|pdf(?:\.js)? viewer|[\w.-]+\.[a-z]{2,6}",
    re.IGNORECASE,
)
#: What those sell who take over lapsed names.
_SPAM = re.compile(
    r"\bcasinos?\b|\bslot (?:gacor|online)|\bjudi\b|\btogel\b|\bsitus (?:slot|judi|toto)|\bpoker\b|\bviagra\b|\bcialis\b|казино|букмекер|博彩|赌场|娱乐城|娱乐场|澳门.{0,6}(?:葡京|赌)|바카라|카지노"
)
_ENGLISH = frozenset("the of and for a an in on to with are is by from how what why".split())


@lru_cache(maxsize=64)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text)) - _COMMON


def _joined(text: str) -> str:
    """The folded text without what is not a letter or digit."""
    return re.sub(r"[\W_]+", "", fold(text))


def agrees(recorded: str, page: Page) -> bool:
    """Whether the page's title or a heading is the title on record, or has most of its words."""
    wanted = _joined(recorded)
    if not wanted:
        return False
    for name in (page.title, *page.headings[:3], page.og_title):
        if name and (wanted == (given := _joined(name)) or (len(wanted) > 8 and wanted in given)):
            return True
    stems = _stems(recorded)
    return len(stems) > 2 and len(stems & _stems(page.title)) * 3 >= 2 * len(stems)


def has_drifted(recorded: str, page: Page) -> bool:
    """Whether page and record have next to nothing in common, or are of different years."""
    if not page.title or "://" in recorded:
        return False
    wanted = _joined(recorded)
    if len(wanted) > 3:
        given = _joined(page.title)
        if wanted == given:
            return False
        if wanted in given:
            return False
    title = fold(page.title).strip(" .!\u2026")
    total, _ = sizes(page)
    if _SPAM.search(title) and not _SPAM.search(fold(recorded)):
        return True
    if _EMPTY_TITLES.fullmatch(title) or (total < 15 and page.scripts):
        return False  # a script will fill it, or a viewer show it
    if _other_year(recorded, page):
        return True
    stems = _stems(recorded)
    names = (page.title, page.og_title, *page.headings[:5])
    have = frozenset().union(*map(_stems, names))
    if len(stems) < 2 or not have:
        return False
    if _script(recorded) != _script(page.title) or _is_translated(recorded, page):
        return False  # a translated title has other words for the same thing
    common = {word for word in stems & have if not _YEAR.fullmatch(word)}
    if len(common) * 3 > len(stems) or (len(stems) == 2 and common):
        return False
    joined = "".join(map(_joined, names))
    if sum(len(word) > 3 and word in joined for word in stems) * 3 > len(stems):
        return False
    if any((piece := _stems(part)) and piece <= common for part in _COLON.split(page.title)):
        return False  # the name of the thing, with another byline
    opening = page.text[:4000]
    if len(wanted) > 8 and wanted in _joined(opening):
        return False
    said = f" {fold(opening)}"
    return sum((word if has_cjk(word) else f" {word}") in said for word in stems) * 3 < 2 * len(stems)


def _other_year(recorded: str, page: Page) -> bool:
    """Whether the titles are the same but for the year: another meeting, another edition."""
    one = set(_YEAR.findall(recorded))
    other = set(_YEAR.findall(page.title))
    if not one or not other or one & other:
        return False
    a, b = _stems(recorded) - one, _stems(page.title) - other
    before = {match[1].lower() for match in re.finditer(r"(\w+)['’\s-]+(?:19|20)\d\d\b", recorded)}
    after = {match[1].lower() for match in re.finditer(r"(\w+)['’\s-]+(?:19|20)\d\d\b", page.title)}
    return bool(before & after) and bool(a) and (a <= b or b <= a)


def _script(text: str) -> str:
    """The script that most of the text is in, roughly."""
    if text.isascii():
        return "latin"
    counts = {"latin": 0, "greek": 0, "cyrillic": 0, "hebrew": 0, "arabic": 0, "indic": 0, "cjk": 0, "other": 0}
    for character in text:
        if character.isalpha():
            counts[_script_of(ord(character))] += 1
    return max(counts, key=counts.__getitem__)


def _script_of(code: int) -> str:
    for end, name in (
        (0x370, "latin"), (0x400, "greek"), (0x530, "cyrillic"), (0x590, "other"), (0x600, "hebrew"), (0x780, "arabic"), (0x900, "other"), (0xE00, "indic"),
        (0x1E00, "other"), (0x2000, "latin"), (0x2E80, "other"), (0xFB00, "cjk"),
    ):  # fmt: skip
        if code < end:
            return name
    return "cjk" if code >= 0x20000 else "other"


def _is_translated(recorded: str, page: Page) -> bool:
    """Whether the record is English and the page says that it is not, nor looks it."""
    if not page.lang or page.lang.startswith("en") or not recorded.isascii():
        return False
    return _ENGLISH.isdisjoint(fold(page.title).split())
