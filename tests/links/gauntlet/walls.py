"""Walls: challenges for robots and logins, whatever their status."""

from __future__ import annotations

from links.gauntlet.case import NAV, cases, html, said
from links.hostile import redirect, status

CHALLENGES = {
    "Cloudflare": said(
        html("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript><h1>example.org</h1><p>Verifying you are human. This may take a few seconds.</p>", "<script>window._cf_chl_opt={cvId:'3'}</script>"),
        403,
        cf_mitigated="challenge",
    ),
    "Cloudflare that says 200": html("Just a moment...", "<h1>example.org</h1><p>Checking if the site connection is secure</p><p>example.org needs to review the security of your connection before proceeding.</p>", "<script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script>"),
    "Cloudflare 1020": said(html("Access denied | example.org used Cloudflare to restrict access", "<h1>Error 1020</h1><h2>Access denied</h2><p>This website is using a security service to protect itself from online attacks.</p><p>Cloudflare Ray ID: 7d1</p>"), 403),
    "Cloudflare in Japanese": html("しばらくお待ちください...", "<h1>example.org</h1><p>人間であることを確認します。</p>", "<script>window._cf_chl_opt={}</script>"),
    "DataDome": said(html("example.org", "<p id='cmsg'>Please enable JS and disable any ad blocker</p>", "<script data-cfasync='false'>var dd={'host':'geo.captcha-delivery.com'}</script>"), 403, x_datadome="protected"),
    "PerimeterX": html("Access to this page has been denied.", "<h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><div id='px-captcha'></div>", "<script>window._pxAppId='PX1'</script>"),
    "Akamai": said(html("Access Denied", "<h1>Access Denied</h1> You don't have permission to access \"http://example.org/\" on this server.<p>Reference #18.7d3e1402.1673</p>"), 403),
    "Akamai that says 200": html("Access Denied", "<h1>Access Denied</h1> You don't have permission to access \"http://example.org/\" on this server.<p>Reference #18.7d3e1402.1673</p>"),
    "Imperva": said("<html><head><META NAME='robots' CONTENT='noindex,nofollow'></head><body><iframe id='main-iframe' src='/_Incapsula_Resource?CWUDNSAI=23'>Request unsuccessful. Incapsula incident ID: 123-456</iframe></body></html>"),
    "AWS WAF": said(html("Human Verification", "<h1>Let's confirm you are human</h1><p>Complete the security check before continuing.</p>", "<script src='https://x.captcha.awswaf.com/captcha.js'></script>"), 405),
    "Anubis": html("Making sure you&#39;re not a bot!", "<h1>Making sure you're not a bot!</h1><p>Loading...</p><p>You are seeing this because the administrator of this website has set up Anubis to protect the server against the scourge of AI companies aggressively scraping websites.</p>", "<script id='anubis_challenge' type='application/json'>{}</script>"),
    "Vercel": said(html("Vercel Security Checkpoint", "<p>We're verifying your browser</p><p>Enable JavaScript to continue</p>"), 403),
    "Sucuri": said(html("Sucuri WebSite Firewall - Access Denied", "<h1>Access Denied - Sucuri Website Firewall</h1><p>If you are the site owner, please whitelist your IP.</p>"), 403),
    "DDoS-Guard": html("DDOS-GUARD", "<h1>Checking your browser before accessing example.org</h1>", "<script src='/.well-known/ddos-guard/check'></script>"),
    "F5": html("Request Rejected", "The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 123456789<br><a href='javascript:history.back();'>[Go Back]</a>"),
    "Radware": html("Radware Bot Manager Captcha", "<p>We apologize for the inconvenience... To ensure we keep this website safe, please can you confirm you are a human by ticking the box below.</p>"),
    "StackPath": html("One moment, please...", "<h1>Please wait while your request is being verified...</h1>"),
    "Wordfence": said(html("Your access to this site has been limited", "<h1>Your access to this site has been limited by the site owner</h1><p>Your access to this service has been limited. (HTTP response code 503)</p><p>Block Reason: Access from your area has been temporarily limited for security reasons.</p>"), 503),
    "Amazon": html("Robot Check", "<h4>Enter the characters you see below</h4><p>Sorry, we just need to make sure you're not a robot. For best results, please make sure your browser is accepting cookies.</p><form><input name='field-keywords'></form>"),
    "ScienceDirect": html("ScienceDirect", "<h1>Are you a robot?</h1><p>Please confirm you are a human by completing the captcha challenge below.</p>"),
    "Yandex": html("Вы не робот?", "<h1>Подтвердите, что запросы отправляли вы, а не робот</h1>"),
    "Baidu": html("百度安全验证", "<div>网络不给力，请稍后重试</div>"),
    "Reddit": said(html("Blocked", "<h1>whoa there, pardner!</h1><p>Your request has been blocked due to a network policy.</p>"), 403),
    "SiteGround": {
        "2019/article": said("<html><head><meta http-equiv='refresh' content='0;../.well-known/sgcaptcha/?r=1'></head></html>", 202),
        ".well-known/sgcaptcha/": said(html("Robot Challenge Screen", "<p>Checking the site connection security</p>"), 202),
    },
    "a wall of one's own": html("Verification", "<p>Please complete the CAPTCHA to verify that you are human.</p>", "<script src='https://js.hcaptcha.com/1/api.js'></script>"),
    "LinkedIn": status(999),
    "withheld by law": said(html("Unavailable For Legal Reasons", "<p>Withheld.</p>"), 451),
}  # fmt: skip

_PASSWORD = "<form method='post'><input name='user'><input type='password' name='pass'><button>Go</button></form>"

LOGINS = {
    "GitLab": {"2019/article": redirect(302, "../users/sign_in"), "users/sign_in": said(html("Sign in · GitLab", f"<h1>GitLab Community Edition</h1>{_PASSWORD}"))},
    "Microsoft": {"2019/article": redirect(302, "../common/oauth2/v2.0/authorize?client_id=1"), "common/oauth2/v2.0/authorize": said(html("Sign in to your account", "<script>//</script><noscript>JavaScript required to sign in</noscript>"))},
    "Google": {"2019/article": redirect(302, "../v3/signin/identifier?continue=x"), "v3/signin/identifier": said(html("Sign in - Google Accounts", "<h1>Sign in</h1><p>Use your Google Account</p>"))},
    "Shibboleth": {"2019/article": redirect(302, "../idp/profile/SAML2/Redirect/SSO?execution=e1s1"), "idp/profile/SAML2/Redirect/SSO": said(html("Web Login Service", f"<p>Login to Example</p>{_PASSWORD}"))},
    "LinkedIn's": {"2019/article": redirect(303, "../authwall?trk=x"), "authwall": said(html("Sign Up | LinkedIn", "<h1>Join LinkedIn</h1>"))},
    "WordPress": {"2019/article": redirect(302, "../wp-login.php?redirect_to=x"), "wp-login.php": said(html("Log In ‹ Example — WordPress", _PASSWORD))},
    "Confluence": {"2019/article": redirect(302, "../login.action?os_destination=x"), "login.action": said(html("Log In - Confluence", _PASSWORD))},
    "Moodle": {"2019/article": redirect(303, "../login/index.php"), "login/index.php": said(html("Example: Log in to the site", f"<h1>Log in to Example</h1>{_PASSWORD}"))},
    "in its place": html("Log in · Example Wiki", f"<h1>Log in</h1>{_PASSWORD}<p>Forgot your password?</p>"),
    "in its place, Facebook": html("Log into Facebook", f"<h1>Log into Facebook</h1><p>You must log in to continue.</p>{_PASSWORD}"),
    "de": html("Anmelden – Beispiel", f"{NAV}<h1>Anmelden</h1>{_PASSWORD}"),
    "fr": html("Connexion - Exemple", f"<h1>Connexion</h1>{_PASSWORD}"),
    "es": html("Iniciar sesión | Ejemplo", f"<h1>Iniciar sesión</h1>{_PASSWORD}"),
    "zh": html("用户登录 - 例子", f"<h1>登录</h1>{_PASSWORD}"),
    "ru": html("Вход — Пример", f"<h1>Вход</h1>{_PASSWORD}"),
    "401": said(html("401 Authorization Required", "<h1>401 Authorization Required</h1>"), 401, www_authenticate="Basic realm=x"),
}  # fmt: skip

WALLS = [
    *cases("blocked", {f"challenge, {name}": page for name, page in CHALLENGES.items()}),
    *cases("auth", {f"login, {name}": page for name, page in LOGINS.items()}),
    *cases("blocked rate_limited", {"Google's sorry page": said(html("https://www.google.com/search?q=x", "<p>Our systems have detected unusual traffic from your computer network. This page checks to see if it's really you sending the requests, and not a robot.</p>"), 429, retry_after="3600")}),
]  # fmt: skip
