"""The vocabulary of lists: labels of further links, headings of sections without works, heads of columns."""

from __future__ import annotations

import re
from functools import lru_cache

from llmprimer.text import fold, has_cjk

_RESOURCES = """
abs abstract academic ai alphaxiv amazon announcement api apk app appendix archive article arxiv audio benchmark bib bibtex
blog blog-post blogpost book checkpoint checkpoints citation cite code codes codebase colab collection course dataset
datasets data db demo demos details discord discussion doc docs doi download downloads ebook epub example examples
assignment assignments coursework exam exams exercises handout handouts homework homeworks lab labs quizzes readings recording recordings
schedule solutions syllabus explanation full fulltext full-text gif github gist gitee gitlab hf homepage home html huggingface hugging-face image images
implementation installation journal jupyter keras kaggle lecture lectures leaderboard license link links live mirror
mirrors model models model-card modelscope mp4 news notebook notebooks note notes official openreview page pages paper papers paperswithcode
pdf playlist podcast post poster pp preprint presentation press project projects proceedings ps publication publisher python
pytorch readme reference release repo repository report reproduction resource resources review reviews scholar script site
slide slides software source sources source-code spaces space springer ssrn summary supp supplement supplementary supplemental
talk talks tech-report technical-report tensorflow tf thread thesis torch toolkit tool transcript tutorial twitter tweet url
video videos wandb watch whitepaper document documentation specs specification forum forums chat web webpage website web-site weight weights wiki wikipedia x xiaohongshu youtube zhihu zip zoo
acl acm aaai biorxiv cvf ieee ijcai iclr icml jax jmlr medium neurips nips openai pmlr reddit semantic-scholar sciencedirect
author authors official-code unofficial online clients other platform platforms implementations toolkit server supplements thread threads errata talk-video caffe matlab cpp julia mxnet chainer theano lua
論文 论文 代码 代碼 项目 項目 主页 主頁 项目主页 官网 網站 网站 链接 鏈接 地址 视频 影片 数据集 博客 文档 模型 下载 演示 幻灯片 解读 知乎 原文 译文 リンク コード
статья видео слайды презентация запись код исходники репозиторий сайт ссылка документация folien aufzeichnung quellcode quelltext webseite diapositives depot
artikel articulo lien diapositivas enlace codigo sitio pagina
""".split()
RESOURCE_WORDS = frozenset(map(fold, _RESOURCES))
#: `论文解读`, `中文注释代码`: compounds of these words are written without spaces.
_JOINED_FILLERS = "中文|英文|官方|注释"
_CJK = "|".join(filter(has_cjk, _RESOURCES))
_JOINED = re.compile(rf"(?:{_JOINED_FILLERS})*(?:{_CJK})(?:{_CJK}|{_JOINED_FILLERS})*")

_FILLERS = frozenset(
    "no additional introduction channel community reading chinese english japanese korean the a and or of for to with in on via by here official unofficial our their full new original more version also see on at 1 2 3 4 5 6 7 8 9".split()
)

#: `The Discussion Book`: so are titles written, not labels.
_CAPITALS = re.compile(r"The(?: [A-Z][a-z]+){2,5}")
#: Labels that stay labels whatever a bracket says behind them; a `Course (EN)` has no other title.
_COMPANIONS = frozenset(
    ("code", "official code", "implementation", "paper", "pdf", "data", "slides", "video", "poster")
)
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_VENUE = re.compile(
    r"(?:arxiv|neurips|nips|icml|iclr|cvpr|iccv|eccv|wacv|bmvc|acl|emnlp|naacl|eacl|coling|tacl|aaai|ijcai|kdd|www|sigir|"
    r"cikm|wsdm|recsys|icra|iros|corl|rss|interspeech|icassp|miccai|siggraph|chi|uist|usenix|osdi|sosp|mlsys|isca|micro|hpca|"
    r"asplos|nature|science|tpami|pami|tnnls|jmlr|tmlr|tip|ijcv|mm|acm ?mm|conll|lrec|findings|preprint|pre-print)"
    r"(?:[\s'’_-]*(?:workshops?|w|findings|oral|spotlight|datasets? (?:and|&) benchmarks?))*[\s'’,_-]*(?:19|20)?\d{0,2}"
    r"(?:[\s,_-]*(?:oral|spotlight|best paper|workshop|findings|highlight|poster|tutorial))*",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"(?:arxiv:?\s*)?\d{4}\.\d{4,5}(?:v\d+)?|\d{1,4}|(?:19|20)\d\d(?:[-./]\d{1,2}){0,2}|#\d+|v\d{1,2}(?:\.\d+)*|(?:part|pt\.?|section|episode|lecture)\s*(?:\d{1,3}|[ivx]{1,4})"
)
_BRACKETS = "[]()【】（）{}「」<>|*_·:：,;. \t\n`~–—-"

_NOT_WORKS = re.compile(
    r"""(?:the\ )?(?:table\ of\ )?contents?(?:\ table)? | toc | (?:quick\ )?(?:index|navigation|menu|outline) | table\ of\ contens
    | contribut\w*(?:\ (?:guide(?:lines?)?|to\b.*|guidance|rules))? | how\ to\ (?:contribute|cite|use|add|submit)\b.* | (?:our\ )?contributors?
    | (?:want|ways)\ to\ contribute.* | call\ for\ contribut.* | pull\ requests? | (?:main)?maintain\w* | code\ of\ conduct
    | (?:list\ of\ )?licen[sc]\w*(?:\ and\ .*)? | copyright\w* | legal(?:\ notice)? | disclaimers? | acknowledge?ments? | credits? | thanks.* | special\ thanks.*
    | cit(?:ation|ations|e|ing)(?:\ (?:us|this\b.*|our\b.*|info\w*))? | bibtex | star(?:gazers?)?\ (?:history|over\ time|chart)s? | star-history
    | sponsors?(?:hip)? | shar(?:e|ing)(?:\ (?:this\b.*|us|buttons))? | (?:our\ )?(?:backers|supporters) | support(?:\ (?:us|me|this\b.*))? | donat\w+ | contacts?(?:\ (?:us|me|information|info))?
    | (?:change\s?-?log|release\ notes|what.?s\ new|(?:recent\ |latest\ |project\ )?updates?|update\ (?:log|history|record)s?|(?:version\ )?history|revision\ history)
    | about(?:\ (?:us|me|this\b.*|the\ authors?))? | authors? | to-?\ ?do(?:s|\ list)? | road\s?map | faq | badges? | legend s? | feedback | community\ (?:chat|guidelines) | join\ (?:us|the\ community).*
    | (?:(?:other|more|some|useful)\ ){0,2}(?:related|similar)\ (?:(?:curated|awesome)\ lists?|(?:awesome\ )?repos?|(?:awesome\ )?repositor(?:y|ies))
    | criteria | .*\ criteria | guidelines | preamble | intro(?:duction)? | motivation | follow\ (?:us|me) | get\ in\ touch | stay\ (?:tuned|updated|in\ touch) | connect(?:\ with\ .*)?
    | 目录 | 目錄 | 目次 | 贡献 | 貢獻 | 贡献者 | 贡献指南 | 如何贡献 | 参与贡献 | 许可证 | 许可 | 许可协议 | 授權 | 致谢 | 鸣谢 | 感谢 | 引用 | 更新日志 | 更新 | 更新记录 | 最近更新 | 联系 | 联系我们 | 联系方式 | 赞助 | 支持 | 免责声明 | 声明 | 关于 | 版权 | 交流群? | star\ ?历史
    | ライセンス | 貢献 | 謝辞 | 변경 | 라이선스 | 기여 | lizenz | mitwirken | licencia | contribuir | contenido | sommaire | inhalt(?:sverzeichnis)?""",
    re.VERBOSE | re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:the )?(?:table of )?contents?(?: table)?|(?:quick )?(?:index|navigation|menu|outline)|目录|目錄|目次|contenido|sommaire|inhalt(?:sverzeichnis)?",
    re.IGNORECASE,
)
#: Words that mark a short heading as one of a section about the list and its people.
_OF_THE_LIST = re.compile(
    r"\b(?:(?:main)?maintainers?|contributors?|contributing|acknowledge?ments?|star\s+history|stargazers|sponsors?|backers|licen[sc]es?|table\s+of\s+contents)\b|贡献者|致谢|维护者",
    re.IGNORECASE,
)
_HERE_ALONE = re.compile(
    r"(?:.*\bcontents?\b.*|toc|.*\b(?:index|navigation|menu|outline)|.*criteria|guidelines|preamble|intro(?:duction)?|motivation|about.*|.*updates?.*|what.?s new|"
    r"road\s?map|目录|目錄|目次|更新.*|最近更新|关于|contenido|sommaire|inhalt.*)",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"(?:listof)?references?|bibliography|workscited|参考文献|參考文獻|literaturecited|literatur(?:verzeichnis)?",
    re.IGNORECASE,
)


_SHORTCODE = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])")
_MARKS = re.compile(r"[^\w \-'’&/.+#:,()!?|]")


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """The words of a label or heading, without brackets, emoji and marks around them."""
    return " ".join(_MARKS.sub(" ", _without_shortcodes(text)).split()).strip(_BRACKETS + "!?")


def _without_shortcodes(text: str) -> str:
    """The text without emoji that are written as words, `:page_facing_up: Paper`."""
    return _SHORTCODE.sub(" ", text) if text.count(":") > 1 else text


def plain_title(text: str) -> str:
    """The words of a text that is a title, with the bracket or the mark that ends them: `Why Lamps? (Part 2)`."""
    text, words = " ".join(_MARKS.sub(" ", text).split()), plain(text)
    mark = text.partition(words)[2][:1] if words else ""
    is_end = mark in ("?", "!") or (mark == ")" and words.count("(") > words.count(")"))
    return words + mark if is_end else words


@lru_cache(maxsize=2048)
def is_resource(label: str) -> bool:
    """Whether the text of a link is a label (`pdf`, `[code]`, `Official code (PyTorch)`, `NeurIPS 2020`), not a title."""
    stripped = _without_shortcodes(label).strip(_BRACKETS)
    folded = fold(stripped).replace("hugging face", "huggingface")
    if not folded or len(folded) > 60 or not plain(stripped):  # `📄`: a picture of what is behind it
        return len(folded) <= 60
    if _CAPITALS.fullmatch(stripped):
        return False
    if folded in RESOURCE_WORDS or any(form.fullmatch(folded) for form in (_IDENTIFIER, _VENUE, _JOINED)):
        return True
    if folded in ("here", "this", "click here", "read more", "view", "more info", "more"):
        return True
    head, _, kind = folded.partition(" (")
    if head in _COMPANIONS and len(kind.split()) <= 3:
        return True  # `code (in Lumen)`
    words = _WORDS.findall(folded)
    if len(words) > 6:
        return False
    # `paper-arXiv15`, `code/data`
    words = [part for word in words for part in ([word] if word in RESOURCE_WORDS else word.split("-"))]
    named = [word for word in words if word in RESOURCE_WORDS]
    return bool(named) and all(
        word in RESOURCE_WORDS or word in _FILLERS or _VENUE.fullmatch(word) or _IDENTIFIER.fullmatch(word)
        for word in words
    )


def says_nothing(label: str) -> bool:
    """Whether the text of a link does not say what is behind it: `link`, `here`, `🔗`, `2407.13078`."""
    bare = fold(label.strip(_BRACKETS))
    return bare in _SAY_NOTHING or not plain(label) or _IDENTIFIER.fullmatch(bare) is not None


_SAY_NOTHING = frozenset("link links url here this click view open go visit yes y x 链接 鏈接 地址 リンク".split())


def is_contents(heading: str) -> bool:
    """Whether a section with that heading may be a table of contents."""
    return _CONTENTS.fullmatch(plain(heading)) is not None


def holds_no_works(heading: str) -> bool:
    """Whether a section with that heading is about the list itself: contents, contributing, license."""
    words = plain(heading)
    return is_of_the_list(heading) or (len(words.split()) <= 7 and _OF_THE_LIST.search(words) is not None)


def is_of_the_list(heading: str) -> bool:
    """Whether the whole heading says so, not one of its words."""
    return _NOT_WORKS.fullmatch(plain(heading)) is not None


#: Headings of documents that describe a program.
_OF_SOFTWARE = re.compile(
    r"(?:\d+[.)]\s*)?(?:(?:key|main|core|new)\s)?(?:features?|highlights)(?:\s(?:&|and)\s.*|\soverview)?|(?:quick\s?|getting\s)start(?:ed)?(?:\s.*)?|(?:basic\s|example\s)?usage(?:\s.*)?|"
    r"(?:.*\s)?install(?:ation|ing)?(?:\s.*)?|pre-?requisites|(?:system\s)?requirements|(?:tech(?:nology|nical)?|technological)\sstack|(?:project|repository|file|directory|code)\s(?:structure|layout)|"
    r"architecture|configuration|deployment|development(?:\ssetup)?|set\s?-?up|troubleshooting|testing|api(?:\sreference)?|how\sit\sworks|"
    r"instalaci[oó]n|instala[cç][aã]o|voraussetzungen|funktionen|funktionsumfang|fonctionnalit[eé]s|caracter[ií]sticas|funcionalidades|установка|использование|возможности|"
    r"安装|安裝|使用方法|使用说明|功能|功能特性|特性|快速开始|快速開始|项目结构|インストール|使い方|機能|설치|사용법|기능",
    re.IGNORECASE,
)


def is_of_software(heading: str) -> bool:
    """Whether a heading is one of those that documents of programs have: installation, usage, features."""
    return _OF_SOFTWARE.fullmatch(plain(heading)) is not None


def is_introduction(heading: str) -> bool:
    """Whether a section with that heading introduces the list, or the field that the works in it are about."""
    return re.fullmatch(r"intro(?:duction)?|preamble|motivation", plain(heading), re.IGNORECASE) is not None


_AGAINST = re.compile(
    r"(?:(?:things|tools|services|apps|software|what|stuff) )?(?:to )?avoid|(?:not|never) recommended|do(?: not|n['’]t) use|worth avoiding|not worth .*",
    re.IGNORECASE,
)


def advises_against(label: str) -> bool:
    """Whether a heading or label says that one should not use what stands below it: `Avoid`, `Not recommended`."""
    return _AGAINST.fullmatch(plain(label).strip(" :.!")) is not None


_OF_PEOPLE = re.compile(r"(?:.*\s)?(?:researchers|people|persons|scientists|scholars|experts)", re.IGNORECASE)
_OF_MEETINGS = re.compile(
    r"(?:(?:conferences?|workshops?|symposi(?:a|ums?)|meetings?|competitions?|and|other|&|/|,)\s*)+", re.IGNORECASE
)


def is_section_of_people(heading: str) -> bool:
    """Whether the heading says: here are people, `Lamp Researchers`."""
    return _OF_PEOPLE.fullmatch(plain(heading)) is not None


def is_section_of_meetings(heading: str) -> bool:
    """Whether the heading says: here are meetings, `Conferences & Workshops`, and nothing else."""
    return _OF_MEETINGS.fullmatch(plain(heading)) is not None


def ends_at_subsection(heading: str) -> bool:
    """Whether subsections of such a section may have works: some lists put everything under Contents."""
    return _HERE_ALONE.fullmatch(plain(heading)) is not None


def is_reference_section(heading: str) -> bool:
    """Whether the heading is that of the document's own references."""
    return _REFERENCES.fullmatch(plain(heading).replace(" ", "")) is not None


_COLUMNS = {
    "title": "title name paper papers article project projects resource resources work works publication book books course courses tool "
    "tools repo repository framework library dataset datasets model models benchmark blog post video talk lecture item survey method "
    "标题 名称 名字 论文 文章 项目 书名 课程 工具 模型 数据集 题目 論文 名前 タイトル 제목 이름 도서명 책 titel titre titulo titolo название buch libro livre книга "
    "anwendung anwendungen programm werkzeug werkzeuge logiciel logiciels outil outils "
    "herramienta herramientas strumento strumenti ferramenta ferramentas наименование статья приложение приложения программа программы инструмент инструменты",
    "date": "date dates year time published publish released release month day when issued 日期 时间 年份 发布时间 年 연도 날짜 发表时间 發佈日期 jahr annee anno ano año год дата datum fecha",
    "author": "author authors instructor instructors creator by writer 作者 讲师 著者 저자 제작자 autor autora autore autoren auteur auteurs autores автор авторы",
    # Who gives a talk is its author, but not that of a paper which the talk is about.
    "speaker": "speaker speakers presenter presenters lecturer lecturers 主讲人 主讲 讲者 报告人 汇报人 讲解人 分享人 分享者 発表者 발표자 vortragender vortragende referent "
    "referentin intervenant intervenants conferencier ponente ponentes presentador apresentador palestrante relatore relatori докладчик докладчики",
    # Who did something else than make the work, and other facts that are none of it.
    "other": "moderator moderators discussant discussants facilitator facilitators scribe scribes chair recommender suggester submitter nominator translator "
    "translators volunteer via 推荐人 推荐者 提交者 主持人 评议人 点评人 译者 司会 紹介者 担当者 訳者 추천인 진행자 발제자 moderatorin",
    "alias": "alias aliases abbreviation abbreviations abbr acronym acronyms 原名 原作名 原题",
    "publisher": "publisher publishing verlag editeur editorial editora editore издательство 出版社 出版者",
    "venue": "venue venues conference conferences conf conf. journal journals jour jour. publication pub pub. where source proceedings meeting 会议 期刊 出处 发表 发表于 發表於 学会 掲載誌 학회",
    "link": "link links url urls code github pdf arxiv demo website homepage page web slides repo site doi 链接 代码 地址 网址 主页 リンク 링크 lien liens enlace enlaces ссылка ссылки",
    "organization": "institute institutes institution institutions affiliation affiliations organization organizations organisation organisations org company "
    "team lab university group 机构 单位 公司 学校 기관 소속",
    "keyword": "keyword keywords tag tags topic topics category categories type types area areas field fields domain domains task tasks subject subjects 关键词 标签 关键字 關鍵詞 關鍵字 キーワード 분류 키워드 thema themen kategorie kategorien schlagwort schlagworte categoria categorias categorie "
    "tema temas тема темы категория тег теги",
    "note": "aim aims goal goals objective objectives description desc summary digest notes note memo comment comments about tldr tl;dr tl abstract introduction intro highlight highlights key idea ideas insight insights "
    "contribution contributions remark remarks explanation explanations 描述 贡献 简介 簡介 说明 說明 备注 介绍 摘要 概述 要点 要點 数据集说明 説明 概要 要旨 要約 요약 초록 설명 소개 비고 "
    "beschreibung beschreibungen bemerkung bemerkungen anmerkung anmerkungen kommentar hinweis hinweise descripcion descrizione descricao omschrijving beschrijving beskrivning beskrivelse opis remarque remarques описание комментарий примечание примечания",
}
_COLUMN_OF = {fold(word): kind for kind, words in reversed(_COLUMNS.items()) for word in words.split()}


#: The head of a column that says what a tool does, or what it replaces; `Activation function` says something else.
_SAYS_WHAT_FOR = re.compile(
    r"what (?:it|this|that|the \w+) (?:does|is)(?: for)?|what for|used? for|purposes?|functions?|functionality|"
    r"replaces|replacement(?: (?:for|of))?|alternative (?:to|for|of)|instead of|zweck|funktion|uso|用途|功能|作用|機能|用途说明|용도|기능"
)
_OF_THE_READER = frozenset("read added started finished completed accessed visited bought watched owned".split())
_SOURCE = frozenset(("source", "sources", "sourced"))
_OF_A_SESSION = frozenset("presented discussed".split())
#: The last word of `Recommended by`, and what stands before it where it leads to the authors, or to who gives a talk.
_BY = frozenset("by von par por da door".split())
MAKING = frozenset(
    "written created made developed authored composed designed built produced posted given taught maintained "
    "geschrieben erstellt ecrit cree escrito creado criado scritto creato geschreven".split()
)
_GIVING = frozenset("presented delivered prasentiert vorgetragen presente presentado apresentado presentato".split())
#: What tells who a person is with the work; the word before it is the work, `Paper presenter`.
_ROLES = frozenset(("author", "speaker", "other"))


#: What says of which sort the works are, or what else another column names.
_SORTS = frozenset("type types category categories kind kinds".split())
#: What says less beside another word: `Video source`.
_LOOSE = frozenset("source where when time release releases released".split())
#: How many words name a fact of the works.
_OF_FACT = 2


def _fact_of(head: str, what: str, fact: str) -> str | None:
    """The field of a column that has a fact of the works, `Publication year`, or the sort of a fact, `Venue type`; None for `Paper / Year`."""
    of, kind = _COLUMN_OF.get(what), _COLUMN_OF.get(fact)
    if of not in ("title", "venue", "author", "publisher") or re.search(r"[/,;&+|]", head):
        return None
    if fact in _SORTS:
        return "keyword" if of == "title" else "other"
    is_fact = of == "title" and kind in ("date", "venue", "publisher") and fact not in _LOOSE
    return kind if is_fact else None


@lru_cache(1 << 12)
def column(head: str) -> str | None:
    """The field of a column, by its head: title, date, author, venue, link or note.

    "speaker" is who gave a talk, "used" what the work was made with; "other" are facts that fill no field: who added the work, when it was read.
    """
    head = re.sub(r"(?<=\w)\s+[(（][^()（）]*[)）]", "", head)  # `Main points (from the paper)`
    words = fold(plain(head.replace("(s)", "s").replace("（s）", "s"))).replace("/", " ").split()
    if len(words) > 1 and words[-1] in _BY:
        if (before := words[-2]) == "published":
            return "publisher"
        return "author" if before in MAKING else "speaker" if before in _GIVING else "other"
    if not (_OF_THE_READER | _OF_A_SESSION).isdisjoint(words) and any(_COLUMN_OF.get(word) == "date" for word in words):
        return "other"  # `Date read`: not the date of the work
    if len(words) > 1 and (not _OF_THE_READER.isdisjoint(words) or ("open" in words and not _SOURCE.isdisjoint(words))):
        return None  # `Open Source: yes` does not say where a work was published
    if (kind := _COLUMN_OF.get("".join(words))) is not None:
        return kind  # `Key words`
    if words and words[-1] != "by" and (kind := _COLUMN_OF.get(words[-1])) in _ROLES:
        return kind  # `Paper presenter`
    if len(words) == _OF_FACT and words[1].isalpha() and (kind := _fact_of(head, *words)) is not None:
        return kind
    if len(words) > 2 and len(words[1]) == 1 and _COLUMN_OF.get(words[0]) == "organization":
        words = words[2:]  # `Group B paper`
    if _SAYS_WHAT_FOR.fullmatch(" ".join(words)) is not None:
        return "note"
    if len(words) > 1 and "used" in words:
        return "used"  # `Used datasets`: what the works of another column were made with
    # Of `Key works` the last word says what they are.
    for word in words[-1:] + words[:-1] if words[:1] == ["key"] else words[:1] + words[-1:] + words[1:-1]:
        if (kind := _COLUMN_OF.get(word.strip("()/,:"))) is not None:
            return kind
    if len(words) == 1 and has_cjk(words[0]):  # `论文名称`: compounds are written without spaces, the noun comes last
        return next((kind for word, kind in _COLUMN_OF.items() if len(word) > 1 and words[0].endswith(word)), None)
    return None
