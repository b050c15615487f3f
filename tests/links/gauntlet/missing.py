"""Not-found pages that say 200, as software sends them and in many languages; and parked domains."""

from __future__ import annotations

from links.gauntlet.case import cases, html, said, site
from links.hostile import redirect

SOFTWARE = {
    "nginx": html("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx/1.18.0 (Ubuntu)</center>"),
    "Apache": html(
        "404 Not Found",
        "<h1>Not Found</h1><p>The requested URL was not found on this server.</p><hr><address>Apache/2.4.41 (Ubuntu) Server at example.org Port 80</address>",
    ),
    "IIS": html(
        "404 - File or directory not found.",
        "<div id='header'><h1>Server Error</h1></div><h2>404 - File or directory not found.</h2><h3>The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.</h3>",
    ),
    "ASP.NET": html(
        "The resource cannot be found.",
        "<h1>Server Error in '/' Application.<hr></h1><h2><i>The resource cannot be found.</i></h2><b>Description: </b>HTTP 404. The resource you are looking for (or one of its dependencies) could have been removed, had its name changed, or is temporarily unavailable.",
    ),
    "Tomcat": html(
        "HTTP Status 404 – Not Found",
        "<h1>HTTP Status 404 – Not Found</h1><hr><p><b>Type</b> Status Report</p><p><b>Description</b> The origin server did not find a current representation for the target resource or is not willing to disclose that one exists.</p><h3>Apache Tomcat/9.0.58</h3>",
    ),
    "WordPress": site(
        "Page not found – Example Blog",
        "<h1>Page Not Found</h1><p>The page you were looking for could not be found. It might have been removed, renamed, or did not exist in the first place.</p>",
    ),
    "WordPress, older": site(
        "Page not found &#8211; Example Blog",
        "<h1>Oops! That page can&rsquo;t be found.</h1><p>It looks like nothing was found at this location. Maybe try a search?</p>",
    ),
    "WordPress without a title": site(
        "Example Blog", "<h1>Oops! That page can&rsquo;t be found.</h1><p>It looks like nothing was found at this location.</p>"
    ),
    "GitHub Pages": html(
        "Page not found &middot; GitHub Pages",
        "<div class='container'><h1>404</h1><p><strong>File not found</strong></p><p>The site configured at this address does not contain the requested file.</p><p>If this is your site, make sure that the filename case matches the URL as well as any file permissions.</p></div>",
    ),
    "GitHub Pages, no site": html(
        "Site not found &middot; GitHub Pages",
        "<h1>404</h1><p><strong>There isn't a GitHub Pages site here.</strong></p><p>If you're trying to publish one, read the full documentation.</p>",
    ),
    "Medium": html(
        "Medium",
        "<p>PAGE NOT FOUND</p><h1>404</h1><h2>Out of nothing, something.</h2><p>You can find (just about) anything on Medium — apparently even a page that doesn’t exist. Maybe these stories will take you somewhere new?</p>",
    ),
    "Next.js": html(
        "404: This page could not be found",
        "<div id='__next'><h1>404</h1><div><h2>This page could not be found.</h2></div></div><script src='/_next/static/main.js'></script>",
    ),
    "Discourse": site(
        "Page Not Found - Example Forum",
        "<h1 class='page-not-found'>Oops! That page doesn’t exist or is private.</h1><h2>Popular</h2><a href='/t/1'>Welcome</a><h2>Recent</h2><a href='/t/2'>New here</a>",
    ),
    "MediaWiki": site(
        "Scaling laws - Example Wiki",
        "<h1>Scaling laws</h1><p>There is currently no text in this page. You can search for this page title in other pages, search the related logs, or create this page.</p>",
    ),
    "Confluence": site(
        "Page Not Found - Confluence",
        "<h1>Page Not Found</h1><p>The page you were looking for could not be found. Check the address and try again.</p><p>You could try searching instead.</p>",
    ),
    "SharePoint": html(
        "Page not found",
        "<h1>Page not found</h1><p>The page you're looking for doesn't exist.</p><p>Check for a typo in the URL, or go to the site home.</p>",
    ),
    "SharePoint, older": html(
        "Error",
        "<span>Sorry, something went wrong</span><div>File Not Found.</div><p>TECHNICAL DETAILS</p><p>Troubleshoot issues with Microsoft SharePoint Foundation.</p><p>Correlation ID: 8f0a2c9e</p>",
    ),
    "Shopify": site(
        "404 Not Found – Example Shop",
        "<p>404</p><h1>Page not found</h1><p>The page you requested does not exist.</p><a href='/collections/all'>Continue shopping</a><h2>Your cart is empty</h2>",
    ),
    "Squarespace": site(
        "Example Studio",
        "<p>We couldn't find the page you were looking for. This is either because:</p><ul><li>There is an error in the URL entered into your web browser. Please check the URL and try again.</li><li>The page you are looking for has been moved or deleted.</li></ul><p>You can return to our homepage by clicking here.</p>",
    ),
    "Wix": site(
        "404 | Example", "<h1>404</h1><h2>There’s Nothing Here...</h2><p>We can’t find the page you’re looking for. Check the URL, or head back home.</p>"
    ),
    "Ghost": site("404 — Page not found", "<h1>404</h1><p>Page not found</p><a href='/'>Go to the front page →</a>"),
    "Substack": html("Page not found", "<h1>Page not found</h1><p>Something has gone terribly wrong :(</p>"),
    "Google": html(
        "Error 404 (Not Found)!!1",
        "<p><b>404.</b> <ins>That’s an error.</ins></p><p>The requested URL <code>/x</code> was not found on this server. <ins>That’s all we know.</ins></p>",
    ),
    "Netlify": html(
        "Page not found", "<h1>Page not found</h1><p>Looks like you've followed a broken link or entered a URL that doesn't exist on this site.</p>"
    ),
    "Vercel": said("The deployment could not be found on Vercel.\n\nDEPLOYMENT_NOT_FOUND\n\nfra1::x\n", kind="text/plain"),
    "Firebase": html(
        "Page Not Found",
        "<h2>404</h2><h1>Page Not Found</h1><p>The specified file was not found on this website. Please check the URL for mistakes and try again.</p><h3>Why am I seeing this?</h3><p>This page was generated by the Firebase Command-Line Interface.</p>",
    ),
    "Drupal": site("Page not found | Example", "<h1>Page not found</h1><p>The requested page could not be found.</p>"),
    "Joomla": site("404 - Article not found", "<h1>The requested page can't be found.</h1><p>An error has occurred while processing your request.</p><p>You may not be able to visit this page because of: an out-of-date bookmark/favourite</p>"),
    "Rails": html(
        "The page you were looking for doesn't exist (404)",
        "<h1>The page you were looking for doesn't exist.</h1><p>You may have mistyped the address or the page may have moved.</p>",
    ),
    "Django": html("Not Found", "<h1>Not Found</h1><p>The requested resource was not found on this server.</p>"),
    "Spring": html(
        "",
        "<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p><div>There was an unexpected error (type=Not Found, status=404).</div>",
    ),
    "Express": html("Error", "<pre>Cannot GET /2019/article</pre>"),
    "Blogger": site("Example Blog", "<p>Sorry, the page you were looking for in this blog does not exist.</p>"),
    "Tumblr": html(
        "Not found.",
        "<h1>There's nothing here.</h1><p>Whatever you were looking for doesn't currently exist at this address. Unless you were looking for this error page, in which case: Congratulations! You totally found it.</p>",
    ),
    "Hugging Face": site(
        "Hugging Face – The AI community building the future.", "<h1>404</h1><p>Sorry, we can't find the page you are looking for.</p>"
    ),
    "X": html("X", "<div id='react-root'><span>Hmm...this page doesn’t exist. Try searching for something else.</span></div>"),
    "YouTube": html(" - YouTube", "<div>Video unavailable</div><div>This video isn't available anymore</div>"),
    "GitLab": html(
        "Not Found",
        "<h1>404</h1><h3>Page Not Found</h3><p>Make sure the address is correct and the page has not moved.</p><p>Please contact your GitLab administrator if you think this is a mistake.</p>",
    ),
    "S3": said(
        "<?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>x</Key></Error>",
        kind="application/xml",
    ),
    "Heroku": html("No such app", "<h1>There's nothing here, yet.</h1><p>No such app</p>"),
    "a PDF that is a page": {
        "files/paper.pdf": said(html("Page not found | Example", "<h1>Page not found</h1><p>This paper is not here.</p>"))
    },
    "sent to the root": {"2019/article": redirect(302, "/")},
    "sent to a page for errors": {
        "2019/article": redirect(302, "../error/404"),
        "error/404": said(html("Error", "<h1>404 - Page Not Found</h1><p>Sorry about that.</p>")),
    },
    "nothing": said(""),
    "only blanks": said("\n\n   \n"),
}  # fmt: skip

LANGUAGES = {
    "de": site("Fehler 404 | Universität Beispiel", "<h1>Seite nicht gefunden</h1><p>Die von Ihnen aufgerufene Seite existiert leider nicht mehr.</p>"),
    "de in the text": html("Beispiel GmbH", "<p>Die gewünschte Seite konnte leider nicht gefunden werden.</p>"),
    "fr": site("Erreur 404 - Page introuvable", "<h1>Oups !</h1><p>La page que vous cherchez a été déplacée.</p>"),
    "fr in the text": html("Exemple", "<p>La page que vous recherchez n'existe pas ou a été déplacée.</p>"),
    "es": site("Página no encontrada | Ejemplo", "<h1>404</h1><p>Lo sentimos, la página que estás buscando no existe.</p>"),
    "es in the text": html("Ejemplo", "<p>Lo sentimos, la página que estás buscando no existe.</p>"),
    "it": site("Errore 404 - Esempio", "<h1>Pagina non trovata</h1><p>La pagina richiesta non è stata trovata.</p>"),
    "pt": html("Exemplo", "<h1>Página não encontrada</h1><p>A página que você procura não existe ou foi removida.</p>"),
    "nl": site("Pagina niet gevonden | Voorbeeld", "<h1>Deze pagina bestaat niet</h1><p>Controleer het adres.</p>"),
    "nl heading": html("Voorbeeld", "<h1>Deze pagina bestaat niet (meer)</h1>"),
    "sv": html("Sidan kan inte hittas - Exempel", "<h1>Sidan kan inte hittas</h1>"),
    "da": html("Siden findes ikke", "<h1>Siden findes ikke</h1><p>Beklager.</p>"),
    "nb": html("Siden finnes ikke | Eksempel", "<h1>Siden finnes ikke</h1>"),
    "fi": html("Sivua ei löytynyt - Esimerkki", "<h1>Sivua ei löytynyt</h1>"),
    "pl": site("Nie znaleziono strony - Przykład", "<h1>404</h1><p>Strona, której szukasz, nie istnieje.</p>"),
    "cs": html("Stránka nenalezena", "<h1>Stránka nebyla nalezena</h1>"),
    "hu": html("Az oldal nem található", "<h1>Az oldal nem található</h1>"),
    "tr": html("Örnek", "<h1>Aradığınız sayfa bulunamadı</h1><p>404</p>"),
    "ru": html("Ошибка 404. Страница не найдена", "<h1>Страница не найдена</h1><p>Возможно, она была удалена.</p>"),
    "ru in the text": html("Пример", "<h1>Ошибка</h1><p>Запрашиваемая страница не существует.</p>"),
    "uk": html("Сторінку не знайдено", "<h1>404</h1>"),
    "zh": html("404 - 例子网", "<h1>您访问的页面不存在</h1><p>返回首页</p>"),
    "zh in the text": html("例子", "<p>抱歉，你访问的页面找不到了，可能已被删除。</p>"),
    "zh-TW": html("很抱歉，找不到您要的網頁", "<h1>404</h1>"),
    "ja": html("例", "<h1>お探しのページは見つかりませんでした</h1><p>URLをご確認ください。</p>"),
    "ja, other words": html("404エラー | 例", "<h1>指定されたページは存在しません</h1>"),
    "ko": html("예시", "<h1>요청하신 페이지를 찾을 수 없습니다</h1>"),
    "ko, other words": html("예시", "<h1>존재하지 않는 페이지입니다</h1>"),
    "ar": html("الصفحة المطلوبة غير موجودة", "<h1>404</h1>"),
    "he": html("הדף לא נמצא", "<h1>הדף לא נמצא</h1>"),
    "vi": html("Không tìm thấy trang", "<h1>Không tìm thấy trang</h1>"),
    "id": html("Halaman tidak ditemukan", "<h1>404</h1><p>Halaman yang Anda cari tidak ditemukan.</p>"),
    "el": html("Η σελίδα δεν βρέθηκε", "<h1>404</h1>"),
    "ro": html("Pagina nu a fost găsită", "<h1>404</h1>"),
    "th": html("ไม่พบหน้าที่คุณต้องการ", "<h1>404</h1>"),
}  # fmt: skip

PARKED = {
    "GoDaddy lander": html("", "", "<script>window.onload=function(){window.location.href='/lander'}</script>"),
    "Sedo": html(
        "example.org - This website is for sale! - example Resources and Information.",
        "<h1>example.org</h1><p>This webpage was generated by the domain owner using Sedo Domain Parking.</p>",
    ),
    "HugeDomains": html("WalkingRobots.com is for sale | HugeDomains", "<h1>WalkingRobots.com</h1><p>Buy now for $2,895 or pay $120.63 per month for 24 months.</p>"),
    "Dan": html("The domain name walkingrobots.com is for sale", "<h1>walkingrobots.com</h1><p>Buy this domain. Lease to own. Make an offer.</p>"),
    "Afternic": html("walkingrobots.com", "<h1>walkingrobots.com</h1><p>Get this domain. Want to inquire about this domain? Talk to a domain expert.</p>"),
    "ParkingCrew": html("example.org", "<div id='rs'>Related Searches</div>", "<script src='https://d38psrni17bvxu.cloudfront.net/x.js'></script><script>var ads='parkingcrew.net/assets'</script>"),
    "Bodis": html("example.org", "<div id='target'></div>", "<script src='https://www.bodis.com/js/parking.js'></script>"),
    "Namecheap": html("Registrant WHOIS contact information verification | Namecheap.com", "<p>This domain is registered at Namecheap.</p><p>This domain was recently registered at Namecheap. Please check back later!</p>"),
    "Gandi": html("example.org", "<h1>example.org</h1><p>This domain name has been registered with Gandi.net. It is currently parked by the owner.</p>"),
    "Network Solutions": html("example.org", "<h1>This Site Is Under Construction and Coming Soon.</h1><p>This Domain Is Registered with Network Solutions</p>"),
    "Porkbun": html("example.org | parked domain", "<h1>example.org</h1><p>A Brand New Domain! Congratulations on getting it! Parked on the Bun!</p>"),
    "Hostinger": html("Parked Domain name on Hostinger DNS system", "<h1>Happy to see your domain with Hostinger!</h1><p>Your domain is active and is using Hostinger nameservers.</p>"),
    "Tucows": html("example.org", "<p>This domain has expired. If you owned this domain, contact your domain registration service provider for further assistance.</p>"),
    "de": html("example.org steht zum Verkauf", "<h1>Diese Domain steht zum Verkauf</h1><p>Jetzt Angebot abgeben.</p>"),
    "fr": html("example.org", "<p>Ce nom de domaine est à vendre.</p>"),
    "ru": html("example.ru", "<h1>Домен продаётся</h1><p>Домен example.ru припаркован. Вы можете купить этот домен.</p>"),
    "zh": html("example.cn", "<p>该域名正在出售，有意者请联系。</p>"),
    "ja": html("お名前.com", "<p>このドメインは、お名前.comで取得されています。ドメインの販売。</p>"),
    "es": html("example.es", "<h1>Este dominio está en venta</h1><p>Haga una oferta.</p>"),
    "sent to the market": {"2019/article": redirect(302, "../lander"), "lander": said(html("example.org", "<p>example.org may be for sale</p><p>Related searches</p><p>Privacy Policy</p>"))},
}  # fmt: skip

#: The hosting, not the page; either says enough.
UNUSED = {
    "Squarespace expired": html("Squarespace - Website Expired", "<h1>Website Expired</h1><p>This account has expired. If you are the site owner, click below to login.</p>"),
    "Wix not connected": html("Wix", "<h1>Looks Like This Domain Isn't Connected To A Website Yet!</h1><p>Is this your domain? Connect it in a few simple steps.</p>"),
    "suspended": html("Account Suspended", "<h1>Account Suspended</h1><p>This Account has been suspended.</p><p>Contact your hosting provider for more information.</p>"),
    "cPanel default": html("Default Web Site Page", "<h1>SORRY!</h1><p>If you are the owner of this website, please contact your hosting provider: webmaster@example.org</p><p>It is possible you have reached this page because: The IP address has changed.</p>"),
}  # fmt: skip

MISSING = [
    *cases("soft_404", {f"not found, {name}": page for name, page in SOFTWARE.items()}),
    *cases("soft_404", {f"not found, {name}": page for name, page in LANGUAGES.items()}),
    *cases("parked", {f"parked, {name}": page for name, page in PARKED.items()}),
    *cases("parked soft_404", {f"unused, {name}": page for name, page in UNUSED.items()}),
]
