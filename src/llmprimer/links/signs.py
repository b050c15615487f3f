"""The signs by which pages that answer 200 give themselves away: not found, parked, a challenge, a login.

Pages about such things (an article on 404 pages, a change log that removed something) say the same words; they say
many others too. So words alone count only on pages with little text, or where they are the whole title.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from llmprimer.links.model import Page, Probe
from llmprimer.stem import stem
from llmprimer.text import fold, has_cjk, words

#: A page with more words than these has something to say.
_SHORT = 160
_VERY_SHORT = 80

_NOT_FOUND_TITLES = re.compile(
    r"(?:error\s*)?(?:http\s*)?404(?:\s*(?:error|err|page|not found|page not found|file not found|not found error))?!?|"
    r"(?:error[: ]*)?(?:(?:the |this )?(?:page|file|document|resource|content|article|post|site|website|url|item)\s+)?(?:was |is |could )?not (?:be )?found!?|"
    r"(?:oops[!,. ]*|sorry[!,. ]*|whoops[!,. ]*)?(?:(?:the |this |that )?page )?(?:(?:you (?:requested|are looking for|were looking for) )?"
    r"(?:can(?:no|')?t be found|could not be found|was not found|is not found|not found|doesn'?t exist|does not exist|no longer exists|isn'?t available|is not available|is missing|has been (?:removed|deleted)))[!.]*|"
    r"page (?:missing|unavailable|no longer available|removed|does ?n[o']t exist)|nothing (?:was )?found(?: here)?|no such page|"
    r"seite nicht gefunden|(?:die )?seite (?:wurde|konnte) nicht gefunden(?: werden)?|nicht gefunden|fehler 404|"
    r"page (?:non trouvee|introuvable)|erreur 404|(?:la )?page (?:demandee )?n'?existe (?:pas|plus)|"
    r"pagina no encontrada|no se encontro la pagina|no encontrad[oa]|la pagina no existe|error 404|"
    r"pagina non trovata|pagina nao encontrada|nao encontrad[oa]|pagina niet gevonden|niet gevonden|"
    r"sidan (?:hittades inte|kunde inte hittas|finns inte)|siden blev ikke fundet|side ikke funnet|sivua ei loytynyt|"
    r"strona nie (?:zostala znaleziona|istnieje)|nie znaleziono strony|stranka nenalezena|oldal nem talalhato|pagina nu a fost gasita|"
    r"sayfa bulunamadi|khong tim thay trang|страница не наидена|сторінку не знайдено|страница не существует|не наидено|ошибка 404|"
    r"(?:抱歉[,，]?)?(?:您访问的|你访问的|该|此)?(?:页面|网页|文章|内容)(?:不存在|未找到|找不到|没找到|已被?删除|走丢了|不见了)(?:了)?|找不到(?:该|此|您要的)?(?:页面|網頁|頁面|网页)|頁面不存在|找不到頁面|"
    r"(?:お探しの)?(?:ヘーシ|ページ)(?:か|が)(?:見つかりません|存在しません)(?:でした)?|(?:페이지를 )?찾을 수 없(?:습니다|음)|الصفحة غير موجودة|הדף לא נמצא",
    re.IGNORECASE,
)
_NOT_FOUND_TEXT = re.compile(
    r"(?:page|article|document|file|content|item|story|post|video|resource|link)(?: that)? you(?:'re| are| were)? ?(?:requested|(?:are |were )?looking for|(?:are |were )?trying to (?:view|reach|access)|followed)"
    r".{0,40}?(?:not (?:be )?found|does ?n[o']t exist|has been (?:removed|deleted|moved)|no longer (?:exists?|available)|is ?n[o']t (?:here|available)|unavailable|may have been (?:moved|removed|deleted))|"
    r"(?:we|i) (?:could ?n[o']t|could not|can'?t|cannot|were unable to) find (?:the|that|this|your) (?:page|article|document|content|file)|"
    r"(?:this|the|that|requested) (?:requested )?(?:page|article|document|content|url|file) (?:was not found|could not be found|cannot be found|can'?t be found|does ?n[o']t exist|no longer exists|is no longer available|has been (?:removed|deleted))|"
    r"(?:http )?(?:error|fehler|erreur|code) ?:? ?404|404 ?[-:–—.] ?(?:page |file )?not found|"
    r"diese seite (?:existiert nicht|wurde nicht gefunden)|cette page n'existe (?:pas|plus)|la pagina (?:que busca|solicitada) no|(?:页面|网页|文章)(?:不存在|未找到|已被?删除)|お探しのペーシ|お探しのページ",
    re.IGNORECASE | re.DOTALL,
)
_PARKED = re.compile(
    r"(?:this |the )?(?:web ?site |domain(?: name)? )[\w.-]{0,60} ?(?:is|may be|could be) (?:available )?for sale|buy this domain|domain (?:is )?(?:parked|for sale)|is parked free|"
    r"parked (?:free|domain|page)|this domain (?:name )?(?:has expired|is available|has recently been registered|is registered|was recently)|"
    r"interested in (?:this|the) domain|make an offer (?:on|for) this domain|inquire about this domain|domain (?:has )?expired|get this domain|"
    r"related searches.{0,300}privacy policy|the domain .{1,60} is for sale|diese domain (?:steht zum verkauf|kaufen)|ce (?:nom de )?domaine est a vendre|(?:该|此)?域名(?:正在)?出售|ドメイン.{0,12}販売",
    re.IGNORECASE | re.DOTALL,
)
#: One of these is in whatever the pattern above finds; to look for them first takes a hundredth of its time.
_PARKED_HINTS = ("domain", "for sale", "parked", "related searches", "域名", "ドメイン", "ヘイン")
_PARKING_HOSTS = re.compile(
    r"sedoparking\.com|parkingcrew\.net|bodis\.com|hugedomains\.com|dan\.com/buy-domain|afternic\.com/forsale|above\.com/marketplace|parklogic\.com|"
    r"domainmarket\.com|cashparking|skenzo\.com|uniregistry\.com/market|sav\.com/domains|parking\.reg\.ru|img1\.wsimg\.com/parking-lander|namebright\.com/domains",
    re.IGNORECASE,
)
_CHALLENGE_MARKS = re.compile(
    r"challenge-platform|cf[-_]chl|cf-browser-verification|cf_captcha|_cf_chl_opt|captcha-delivery\.com|geo\.captcha|datadome|px-captcha|_pxappid|perimeterx|human-challenge|"
    r"_incapsula_resource|incapsula incident|awswaf|aws-waf-token|gokuprops|anubis_challenge|/\.within\.website/|sucuri_cloudproxy|ddos-guard|akamai bot|ak_bmsc|sec-if-cpt|"
    r"distil_r_captcha|kasada|ips\.js\?|challenges\.cloudflare\.com|vercel security checkpoint|imperva",
    re.IGNORECASE,
)
_CHALLENGE_TITLES = re.compile(
    r"just a moment|attention required|access denied|access to this page has been denied|are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are (?:a )?human|verifying your browser|"
    r"checking (?:your browser|if the site connection is secure)|robot (?:check|or human)|human verification|security (?:check|verification|checkpoint)|bot (?:detection|verification|check|protection)|"
    r"making sure you'?re not a bot|ddos[- ]?(?:guard|protection)|pardon our interruption|one more step|please verify|client challenge|captcha|request unsuccessful|you have been blocked|"
    r"please wait\b.{0,30}(?:verif|check)|browser check|人机验证|安全验证|ロボットではありません",
    re.IGNORECASE,
)
_CHALLENGE_TEXT = re.compile(
    r"enable javascript and cookies to continue|please enable (?:js|javascript) and disable any ad ?blocker|verify (?:that )?you are (?:a )?human|verify you'?re not a robot|"
    r"unusual traffic from your|checking your browser before|needs to review the security of your connection|complete the (?:captcha|security check)|press (?:&|and) hold|"
    r"automated (?:access|requests|queries)|your (?:request|access) (?:has been|was) (?:blocked|denied)|reference #[0-9a-f]+\.|incident id|ray id",
    re.IGNORECASE,
)
_LOGIN_PATH = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|signon|sso|auth|oauth2?|cas|account/login|session/new|wp-login\.php|authwall|accounts?)(?:[/._?-]|$)",
    re.IGNORECASE,
)
_LOGIN_TITLE = re.compile(
    r"(?:please )?(?:log|sign) ?-?in\b|login\b|authentication required|anmelden|connexion|iniciar sesion|登录|ログイン",
    re.IGNORECASE,
)
_ROOTS = re.compile(
    r"/?(?:index\.\w+|home/?|default\.\w+|main/?|(?:ar|cs|da|de|en|es|fi|fr|he|hi|hu|id|it|ja|jp|ko|nl|no|pl|pt|ro|ru|sv|th|tr|uk|us|vi|zh|cn)"
    r"(?:[-_][a-z]{2})?/?)?",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[|·•»›:]\s*|\s+[-–—~]\s+")


def parts(title: str) -> list[str]:
    """The pieces of a title between the separators that sites put before their names."""
    return [piece for piece in (fold(part).strip(" .!\u2026") for part in _SEPARATOR.split(title)) if piece]


def is_not_found(page: Page) -> str | None:
    """Why the page is a not-found page, or None."""
    count = page.count
    if count <= 2 * _SHORT:
        for piece in (*parts(page.title), fold(page.title)):
            if _NOT_FOUND_TITLES.fullmatch(piece.strip(" .!")):
                return f"its title says “{page.title[:80]}”"
    if count <= _SHORT:
        for heading in page.headings:
            if _NOT_FOUND_TITLES.fullmatch(fold(heading).strip(" .!")):
                return f"its heading says “{heading[:80]}”"
    if count <= _VERY_SHORT and (match := _NOT_FOUND_TEXT.search(fold(page.text))):
        return f"it says “{match[0][:80]}”"
    return None


def is_parked(page: Page, final_url: str) -> str | None:
    """Why the page is a parking page, or None."""
    if match := _PARKING_HOSTS.search(final_url):
        return f"it is on {match[0]}"
    count = page.count
    if count <= _SHORT and (match := _PARKING_HOSTS.search(page.raw[:200_000])):
        return f"it is filled by {match[0]}"
    if count <= 2 * _SHORT:
        said = fold(f"{page.title} \n {page.text}")
        if any(hint in said for hint in _PARKED_HINTS) and (match := _PARKED.search(said)):
            return f"it says “{match[0][:80]}”"
    return None


def is_challenge(probe: Probe) -> str | None:
    """Why the answer is a test for robots and not the page, or None; whatever its status."""
    headers = probe.headers
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return "Cloudflare asks for a proof of being human"
    if headers.get("x-amzn-waf-action", "").lower() in ("challenge", "captcha"):
        return "AWS WAF asks for a proof of being human"
    if headers.get("x-datadome", "").lower() in ("protected", "captcha") and (probe.status_code or 0) >= 400:
        return "DataDome refuses robots"
    page = probe.page
    if page is None:
        return None
    count = page.count
    if count > _SHORT:
        return None
    title = fold(page.title)
    if _CHALLENGE_TITLES.search(title) and (count <= _VERY_SHORT or _CHALLENGE_MARKS.search(page.raw)):
        return f"a page for robots: “{page.title[:80]}”"
    marked = _CHALLENGE_MARKS.search(page.raw)
    if marked and count <= _VERY_SHORT and (not _is_form(page) or _CHALLENGE_TEXT.search(fold(page.text))):
        return f"a page for robots ({marked[0]})"
    if count <= _VERY_SHORT and (match := _CHALLENGE_TEXT.search(fold(page.text))):
        return f"a page for robots: it says “{match[0][:60]}”"
    return None


def _is_form(page: Page) -> bool:
    """Whether a captcha may stand in an ordinary form (a contact page) rather than before the page."""
    return "<form" in page.raw.lower() and page.count > 15


def is_login(probe: Probe) -> str | None:
    """Why the reader has to log in first, or None."""
    page, final = probe.page, probe.final_url or ""
    if page is None or (final == probe.url and not page.password):
        return None
    got = urlsplit(final)
    led, was = is_login_address(final), is_login_address(probe.url)
    if led and not was and (page.password or _LOGIN_TITLE.search(fold(page.title)) or len(probe.hops) > 1):
        return f"it leads to {got.hostname}{got.path}"
    if not was and page.password and page.count <= _SHORT and _LOGIN_TITLE.match(fold(page.title)):
        return f"a form asks for a password: “{page.title[:60]}”"
    return None


def is_login_address(url: str) -> bool:
    """Whether the address itself says that one logs in there."""
    parts = urlsplit(url)
    return bool(_LOGIN_PATH.search(parts.path) or (parts.hostname and parts.hostname.split(".")[0] in _LOGIN_HOSTS))


_LOGIN_HOSTS = frozenset("login signin sso auth idp accounts account id".split())


def is_root_instead(asked: str, final: str) -> bool:
    """Whether a deep page was asked for and a home page came."""
    before, after = urlsplit(asked), urlsplit(final)
    deep = _ROOTS.fullmatch(before.path) is None or bool(before.query and _ROOTS.fullmatch(before.path))
    return deep and not after.query and _ROOTS.fullmatch(after.path) is not None


#: Words that any title of a site may have; to share them is no kinship.
_COMMON = frozenset(
    stem(word)
    for word in "the a an and or of for in on to with by from at is are new home page site blog news post article official welcome introduction about how what why".split()
)


def has_drifted(recorded: str, page: Page) -> bool:
    """Whether page and record have nothing to do with each other: no word of the title in title, headings or opening."""
    if not page.title or "://" in recorded:
        return False
    wanted = {stem(word) for word in words(recorded)} - _COMMON
    given = {stem(word) for word in words(" ".join((page.title, *page.headings)))} - _COMMON
    if len(wanted) < 2 or not given:
        return False
    if has_cjk(recorded) != has_cjk(page.title):
        return False  # a translated title has other words for the same thing
    joined = fold(page.title).replace(" ", "")
    if wanted & given or any(len(word) > 3 and word in joined for word in wanted):
        return False
    opening = {stem(word) for word in words(page.text[:4000])}
    return len(wanted & opening) < len(wanted) / 2
