"""Whether a line says that a page is not there, in some thirty languages.

It compares words, not sentences: a line counts when it negates being found or being there (`not` and `found`,
`nicht` and `existiert`), or names a removal (`deleted`), and has hardly any words that are unusual in such lines. "The lost
city that could not be found" has several. In scripts without spaces, the known pieces are removed, and little may be left.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from llmprimer.text import fold

_NEGATIONS = """
not no t cannot cant couldn doesn isn aren wasn didn nothing nowhere nobody unable never nicht kein keine nichts ne n pas plus non aucun
aucune nao nada nenhum nenhuma niet geen nie brak inte ingen ikke ikkje ei eiko не нет ничего нету немає nu nem nije ni ei
δεν לא אינו אינה אין لم غير لا لیست نشد نیست ندارد नहीं không tidak nepodarilo nelze
"""
_EXISTENCE = """
found find exist exists existed available online here there located locate recognized accessible track isn
gefunden finden existiert verfugbar gibt vorhanden trouve trouvee trouves trouver existe disponible ici encontrada encontrado
encontramos encontrar encontro disponivel aqui trovata trovato trovare esiste disponibile gevonden vinden bestaat beschikbaar
hittades hittas hitta hittar finns fundet finde findes funnet fant finne finnes loytynyt loydy loyda ole znaleziono znaleziona znalezc istnieje dostepna
найдена найден найдено найти существует существуют доступна доступен доступно найдены знайдено існує знайти gasita gasit exista talalhato letezik trobada trobat
pronadena postoji βρέθηκε υπάρχει נמצא נמצאה קיים קיימת العثور موجودة موجود متاحة متاح یافت پیدا وجود मिला मिली मौजूद tìm thấy tồn tại ditemukan tersedia ada najit najst متوفرة متوفر
"""
#: Removals (`deleted`); they need no negation, but a noun in the same line.
_REMOVALS = """
missing unavailable removed deleted gone withdrawn unpublished dead broken disappeared suspended terminated banned expired
geloscht entfernt supprimee supprime retiree eliminada eliminado borrada removida removido retirado
rimossa rimosso verwijderd borttagen slettet poistettu usunieta usunieta
удалена удален удалено удалён видалена видалено silinmis kaldirildi dihapus
"""
#: Words that are sufficient alone.
_SUFFICIENT = """
404 introuvable introuvables bulunamadi bulunamiyor nenalezena nenalezeno neexistuje nenajdena nerasta 410 ۴۰۴
"""
_NOUNS = """
page article document file content item post story video resource link url address site website blog question profile
account user username channel track repository project presentation paper entry record location topic thread forum course event product listing
deployment object route path destination note doi identifier text documentation image photo job view tweet
seite artikel inhalt datei dokument adresse beitrag webseite contenu fichier pagina articulo contenido archivo direccion
articolo contenuto documento artigo conteudo arquivo endereco sida sidan siden side sivu sivua sivun strona strony strone stranka stranku oldal
страница страницы страницу статья материал документ адрес адресу ссылка запись сторінка сторінки сторінку pagina sayfa sayfanin trang halaman strana stranica
σελίδα עמוד העמוד דף הדף الصفحة صفحة صفحه पृष्ठ पेज adres articol artikelen bericht inlagg
"""
#: Words that address the reader, or name the page itself.
_ADDRESSING = """
this you your re requested request looking we sorry oops ooops whoops seeking apologies unfortunately our specified hmm uh
diese dieser dieses sie ihnen gesuchte gewunschte angeforderte aufgerufene leider wir entschuldigung hoppla hoppsan cette vous recherchez cherchez demandee desole oups nous
esta este busca buscas buscada solicitada solicitado lo sentimos ups questa cercando cercata richiesta spiacenti procura procurou voce desculpe ops deze u je helaas oeps denna du soker tyvarr
beklager desvaerre valitettavasti etsimaasi tej ktorej szukasz przepraszamy niestety вы вами эта этои такои запрашиваемая запрошенная извините нажаль жаль такоі
omlouvame pozadovana keresett aradiginiz uzgunuz ban maaf anda cautata ζητήσατε που שחיפשת المطلوبة عذرا عذراً نظر मॉड आप
"""
_FILLER = """
pages articles seiten paginas страниц может быть
moved renamed verschoben deplacee deplace movida verplaatst flyttats flyttet spostata spostato przeniesiona перемещена tasinmis dipindahkan kon konden kunne kunde ble blitt se sa
the a an is was were has have had been be or and to of that it s i m are am for tried trying try tries wanted asked reach access viewing visit visiting ve
may might seems seem looks look like appears error err errors http https status code server on at in by from its it name changed temporarily
currently right now anymore any more longer either but so please afraid awkward well yet private inaccessible followed which what where
typed entered clicked with as owner author search back home again does did do can could would been they their maybe perhaps probably
know because existing such exact elsewhere down taken up another one when some something anything want load loading display displayed
see special deleted open show locate possibly archived hidden out old new been too long ago just who wrong incorrect mistyped outdated already these those
say said oh no wow uhoh ooh hm ah hello friend 1 2 3 error404 type description went found
fehler die der das den dem ist war wurde wurden konnte konnten kann mehr es ein eine einen ihre auf unter existieren angegebene angegebenen oder haben aufruf nun hier zu und von ihnen eventuell moglicherweise da seit nach
avons avez ont n'a sommes pouvons plus erreur la le les l des du de d que est ete a ou et y qu semble peut etre avoir change sur cet ce il elle adresse plus
el los las ha sido se no puede haber pudo error en por pero y o que al ya buscando intentas intentou estas
il lo gli e stata stato stai che puo essere non errore potrebbe sembra questo questo piu
o a os as foi que nao ja mais tentou acessar esta ser pode ter sido erro em
de het een is kan kunnen wij worden of die meer je bent niet zoekt zoek opgevraagde gevraagde foutmelding fout werd
den det ar som har kan vi eller inte vi blev er kan ikke du leder efter soger vi desverre leter etter har har langre blitt
se on tai sivu pyydetty virhe zostala nie lub moze mozemy blad ktora podana ta szukana strony byc
или была была возможно быть ошибка может на на этом она по к сожалению она но что адресу запрашиваемая запрашиваемый искомая которую ищете искали больше сайте на жаль помилка
a az keresett oldal hiba nu fost a gasita fi ne pare rau ca si que cerques ha estat
hata aradiginiz olabilir veya bir hata uzgunuz istediginiz trang ban dang loi rang yang cari itu
η σφάλμα ζητάτε שגיאה את خطأ يتم خطای على عذرا تم مورد عفوا که आप जिस को खोज रहे हैं वह है
"""
_CONDITIONS = frozenset(
    "if when whenever indicates indicate called describes thrown throws raised returns returned falls unless whether means wenn falls si".split()
)

#: Other words of such pages: how to continue.
_HINTS = """
desole oups leider sentimos spiacenti desculpe helaas tyvarr beklager niestety извините сожалению uzgunuz
search home homepage menu back start try browse return navigation sitemap contact webmaster administrator nginx apache server sorry
suche suchen startseite zuruck menu accueil recherche retour inicio buscar busqueda volver ricerca cerca indietro zoeken terug startpagina
startsidan tillbaka sok hjem tilbake forside etusivu etusivulle wroc glowna главную главная поиск назад головну anasayfa beranda inapoi uvod domu fooldal αρχική
"""

#: A title of more words than this must address the reader or name the page.
_LONG = 7

#: For scripts without spaces: absence, and the other pieces of such a line.
_UNSPACED_ABSENCE = re.compile(
    r"不存在|未找到|找不到|没(?:有)?找到|沒有找到|已经?被?(?:[\u4e00-\u9fff]{2,3})?(?:删除|刪除|移除|下架|失效)|已過期|走丢了|不见了|無法找到|无法找到|"
    r"見(?:つかり|付かり)ません|見つからな|存在しません|存在しない|削除され|掲載期間が終了|ありません(?:でした)?|찾을 ?수 ?(?:없|업)|존재하지 ?않|삭제되|"
    r"ไม่พบ|ไม่มีหน้า"
)
_UNSPACED_FILLER = re.compile(
    r"404|页面|頁面|网页|網頁|文章|内容|內容|链接|鏈接|連結|问题|帖子|视频|文件|资源|网址|该|此|这个|這個|您|你|要|找|访问|請求|请求|查看|浏览|的|了|或|者|可能|已经?|已經|被|很|抱歉|对不起|啊|哦|哎呀|"
    r"删除|刪除|移除|移动|移動|发布者|作者|出错|错误|お探しの|ご指定の|指定された|ページ|記事|コンテンツ|または|このURL|URL|は|が|を|の|も|か|、|。|申し訳(?:ございません|ありません)|移動|削除|された|可能性|"
    r"あります|ません|でした|요청하신|페이지|게시물|를|을|가|이|는|은|없습니다|없음|않습니다|않는|습니다|되었|거나|해당|죄송합니다|입니다|오류|ขออภัย|หน้า|ที่|คุณ|ต้องการ|นี้|"
    r"[\s!！?？.。,，、;；:：…·~～—–\-“”\"'()（）\d]|抱|歉|地址|有误"
)
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"“[^”]{0,200}”|«[^»]{0,200}»|„[^“]{0,200}“|「[^」]{0,200}」|‘[^’]{3,200}’(?!\w)|\"[^\"]{0,200}\"")
_SENTENCE = re.compile(r"[.!?。！？…;]+(?:\s+|$)|[。！？，\n]")


def _fold(text: str) -> str:
    return fold(text).replace("ı", "i")


#: Words that name the page, not its visitor.
_IMPERSONAL = frozenset(
    "this requested request specified denna deze questa cette este esta diese dieser dieses gesuchte angeforderte".split()
)

_DEFINES = re.compile(
    r"\b(?:404|error|found)\b.{0,40}\b(?:is|are|was|means|refers|stands)\b.{0,10}\b(?:an?|the|that|when|for)\b"
)
_ENGLISH = frozenset("the a of is was are and in to by for with that".split())
_OF_REQUESTS = frozenset("requested request specified gesuchte angeforderte solicitada solicitado richiesta".split())


class _Words(NamedTuple):
    negations: frozenset[str]
    existence: frozenset[str]
    removals: frozenset[str]
    sufficient: frozenset[str]
    nouns: frozenset[str]
    addresses_reader: frozenset[str]
    known: frozenset[str]
    personal: frozenset[str]
    hints: frozenset[str]


@cache
def _vocabulary() -> _Words:
    # Built on first use: most runs check no links.
    negations, existence, removals, sufficient, nouns, addresses_reader, filler, hints = (
        frozenset(_WORD.findall(_fold(text)))
        for text in (_NEGATIONS, _EXISTENCE, _REMOVALS, _SUFFICIENT, _NOUNS, _ADDRESSING, _FILLER, _HINTS)
    )
    personal = addresses_reader - _IMPERSONAL
    known = negations | existence | removals | sufficient | nouns | addresses_reader | filler
    return _Words(negations, existence, removals, sufficient, nouns, addresses_reader, known, personal, hints | nouns)


class Line(NamedTuple):
    """The analysis of one line."""

    #: It negates existence, names a removal, or says 404.
    is_absence: bool
    #: It needs no noun.
    needs_no_noun: bool
    #: It names a page, a file or the like.
    noun: bool
    #: It addresses the reader or names this page.
    addresses_reader: bool
    #: How many of its words are unusual in such lines.
    unusual_words: int
    #: How many words it has.
    words: int


_NO_ABSENCE = Line(is_absence=False, needs_no_noun=False, noun=False, addresses_reader=False, unusual_words=0, words=0)


def analyse(line: str) -> Line:
    """Whether the line says that something is absent, and how."""
    if not line.isascii() and _UNSPACED.search(line):
        return _read_unspaced(line)
    found = _WORD.findall(_fold(line))
    if not found:
        return _NO_ABSENCE
    unique = frozenset(found)
    words = _vocabulary()
    needs_no_noun = (
        not unique.isdisjoint(words.sufficient)
        or not (unique.isdisjoint(words.negations) or unique.isdisjoint(words.existence))
        or ("no" in unique and "such" in unique)
        or ("longer" in unique and "no" in unique and "available" in unique)
    )
    if not needs_no_noun and unique.isdisjoint(words.removals):
        return _NO_ABSENCE
    if not unique.isdisjoint(_CONDITIONS):
        return _NO_ABSENCE
    addresses_reader = not unique.isdisjoint(words.addresses_reader) or any(
        word == "that" and after in words.nouns for word, after in pairwise(found)
    )
    unusual_words = sum(word not in words.known for word in found)
    return Line(True, needs_no_noun, not unique.isdisjoint(words.nouns), addresses_reader, unusual_words, len(found))


def _read_unspaced(line: str) -> Line:
    if not _UNSPACED_ABSENCE.search(line):
        return _NO_ABSENCE
    left = _UNSPACED_FILLER.sub("", _UNSPACED_ABSENCE.sub("", line))
    return Line(True, True, True, True, (len(left) + 1) // 2, max(1, len(line) // 2))


def addresses_visitor(line: str) -> bool:
    """Whether the line has a word by which a site addresses its visitor (`you`, `we`, `sorry`)."""
    return not _vocabulary().personal.isdisjoint(_WORD.findall(_fold(line)))


def has_other_topic(sentence: str) -> bool:
    """Whether it is a longer English sentence that addresses no visitor and has many unusual words."""
    found = _WORD.findall(_fold(sentence))
    words = _vocabulary()
    if len(found) < 8 or len(_ENGLISH.intersection(found)) < 2 or not words.personal.isdisjoint(found):
        return False
    return 3 * sum(word not in words.known for word in found) > len(found) or bool(_DEFINES.search(_fold(sentence)))


def is_typical_prose(prose: str) -> bool:
    """Whether the rest of such a page is typical: about pages, for the visitor, or how to continue."""
    if not prose or (not prose.isascii() and _UNSPACED.search(prose)):
        return True
    return analyse(prose).is_absence or not _vocabulary().hints.isdisjoint(_WORD.findall(_fold(prose)))


def is_only_absence(line: str) -> bool:
    """Whether a title or heading says that the page is not there, and nothing else."""
    if not line or len(line) > 120:
        return False
    analysed = analyse(line)
    if not analysed.is_absence or analysed.unusual_words or (analysed.words > _LONG and not analysed.addresses_reader):
        return False
    if analysed.noun:
        return analysed.needs_no_noun or _noun_precedes_removal(line)
    return analysed.needs_no_noun and (analysed.words <= 5 or "looking" in line)


def _noun_precedes_removal(line: str) -> bool:
    """`Page missing`, not `The missing page`."""
    words = _vocabulary()
    for word in _WORD.findall(_fold(line)):
        if word in words.nouns:
            return True
        if word in words.removals:
            return False
    return False


def absence_sentence(text: str, limit: int, *, has_error_title: bool = False, topic: bool = False) -> str | None:
    """The sentence among the first `limit` that tells the reader that the page is not there, or None.

    With `has_error_title` ("Error", "Oops!") the sentence need not address the reader. With `topic`, when the page has a
    topic of its own, it must.
    """
    text = _QUOTED.sub(" “” ", text)
    for number, sentence in enumerate(_sentences(text)):
        if number >= limit:
            break
        analysed = analyse(sentence)
        if not analysed.is_absence or not analysed.noun or analysed.words > 40:
            continue
        if (
            not topic
            and analysed.words <= 5
            and is_only_absence(sentence)
            and (analysed.needs_no_noun or analysed.words <= 2)
        ):
            return sentence
        if topic and (analysed.unusual_words or not _refers_to_this_page(sentence)):
            continue
        if (analysed.addresses_reader or has_error_title) and analysed.unusual_words * 4 <= analysed.words:
            return sentence
    return None


def _refers_to_this_page(sentence: str) -> bool:
    """Whether it addresses the visitor or names this page, more than `the requested resource` does."""
    return not (_vocabulary().addresses_reader - _OF_REQUESTS).isdisjoint(_WORD.findall(_fold(sentence)))


def _sentences(text: str) -> list[str]:
    return [sentence for piece in _SENTENCE.split(text) if (sentence := piece.strip())]
