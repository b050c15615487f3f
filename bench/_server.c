/* The web server of the benchmark of link checks: Linux, one thread, ready-made answers. See _server.py.

   server PACK HOSTS LATENCY_MS PORT

   Listens on 127.0.0.1 ... 127.0.0.HOSTS (then 127.0.1.0 and so on) and prints the port. A line on standard input, the
   new latency in milliseconds, is answered with what has happened since the last one: the number of requests and the
   CPU seconds, and for each request its host (from 0), begin and end in seconds, and 1 if the page was known. */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_FDS = 65536, MOST_HEAD = 16384 };

struct page { const char *target, *bytes; size_t head, whole; };
struct asked { int host; double begin, end; bool known; };
struct due { double at; int fd; unsigned generation; const struct page *page; size_t length, asked; bool last; };
struct connection {
    int host; unsigned generation; bool closing; size_t used, unsent; char *out; char in[MOST_HEAD];
};

static struct connection *connections[MOST_FDS];
static int listening[MOST_FDS]; /* host + 1 */
static struct page *pages; /* the first is the 404, the others are sorted */
static size_t page_count;
static struct asked *asked;
static struct due *queue;
static size_t asked_count, asked_room, first_due, due_count, due_room;
static unsigned generations;
static double latency;
static int poll_fd;

static void die(const char *what) { perror(what); exit(1); }

static void *grown(void *memory, size_t size)
{
    memory = realloc(memory, size);
    if (!memory) die("memory");
    return memory;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static int by_target(const void *one, const void *other)
{
    return strcmp(((const struct page *)one)->target, ((const struct page *)other)->target);
}

/* "COUNT\n", then for each page "TARGET HEAD_LENGTH WHOLE_LENGTH\n" and the bytes; the first one is the 404. */
static void load(const char *path)
{
    FILE *file = fopen(path, "rb");
    char target[4096];
    if (!file || fscanf(file, "%zu", &page_count) != 1) die(path);
    pages = grown(NULL, page_count * sizeof *pages);
    for (struct page *page = pages; page < pages + page_count; page++) {
        if (fscanf(file, "%4095s %zu %zu", target, &page->head, &page->whole) != 3) die(path);
        char *bytes = grown(NULL, page->whole);
        fgetc(file);
        if (fread(bytes, 1, page->whole, file) != page->whole) die(path);
        page->target = strdup(target);
        page->bytes = bytes;
    }
    qsort(pages + 1, page_count - 1, sizeof *pages, by_target);
    fclose(file);
}

static void listen_on(int hosts, int port)
{
    for (int host = 0; host < hosts; host++) {
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
        struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(port)};
        socklen_t size = sizeof place;
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK + host);
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        if (bind(fd, (struct sockaddr *)&place, size) || listen(fd, 4096)) die("listen");
        getsockname(fd, (struct sockaddr *)&place, &size);
        port = ntohs(place.sin_port);
        listening[fd] = host + 1;
        epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN, .data.fd = fd});
    }
    printf("%d\n", port);
    fflush(stdout);
}

static void drop(int fd)
{
    free(connections[fd]->out);
    free(connections[fd]);
    connections[fd] = NULL;
    close(fd);
}

static void watch(int fd, bool writing)
{
    struct epoll_event event = {.events = EPOLLIN | (writing ? EPOLLOUT : 0), .data.fd = fd};
    epoll_ctl(poll_fd, EPOLL_CTL_MOD, fd, &event);
}

/* Sends now what the socket takes and keeps the rest; false when the connection is gone. */
static bool put(int fd, const char *bytes, size_t length)
{
    struct connection *to = connections[fd];
    ssize_t sent = to->unsent ? 0 : send(fd, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) { drop(fd); return false; }
    if (sent < 0) sent = 0;
    if ((size_t)sent < length) {
        to->out = grown(to->out, to->unsent + length - sent);
        memcpy(to->out + to->unsent, bytes + sent, length - sent);
        to->unsent += length - sent;
        watch(fd, true);
    }
    return true;
}

static bool flush_out(int fd)
{
    struct connection *to = connections[fd];
    ssize_t sent = send(fd, to->out, to->unsent, MSG_NOSIGNAL);
    if (sent < 0) { if (errno == EAGAIN) return true; drop(fd); return false; }
    memmove(to->out, to->out + sent, to->unsent - sent);
    to->unsent -= sent;
    if (!to->unsent) watch(fd, false);
    if (!to->unsent && to->closing) { drop(fd); return false; }
    return true;
}

static bool answer(const struct due *due)
{
    struct connection *to = connections[due->fd];
    if (!to || to->generation != due->generation) return false;
    asked[due->asked].end = now();
    if (!put(due->fd, due->page->bytes, due->length)) return false;
    if (!due->last) return true;
    to->closing = true;
    if (!to->unsent) { drop(due->fd); return false; }
    return true;
}

/* One whole request, ended by a NUL in place of its empty line. */
static bool request(int fd, char *head)
{
    char *target = strchr(head, ' '), *end = target ? strchr(target + 1, ' ') : NULL;
    if (!end) { drop(fd); return false; }
    *target++ = *end = 0;
    struct page wanted = {.target = target};
    const struct page *found = bsearch(&wanted, pages + 1, page_count - 1, sizeof *pages, by_target);
    const struct page *page = found ? found : pages;
    struct due due = {.at = now() + latency, .fd = fd, .generation = connections[fd]->generation, .page = page};
    due.length = strcmp(head, "HEAD") ? page->whole : page->head;
    due.last = strcasestr(end + 1, "\nconnection: close") != NULL;
    due.asked = asked_count;
    if (asked_count == asked_room) asked = grown(asked, (asked_room = asked_room * 2 + 1024) * sizeof *asked);
    asked[asked_count++] = (struct asked){connections[fd]->host, due.at - latency, 0, found != NULL};
    if (latency <= 0) return answer(&due);
    if (due_count == due_room) queue = grown(queue, (due_room = due_room * 2 + 1024) * sizeof *queue);
    queue[due_count++] = due;
    return true;
}

static void receive(int fd)
{
    struct connection *from = connections[fd];
    ssize_t got = read(fd, from->in + from->used, MOST_HEAD - 1 - from->used);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) { drop(fd); return; }
    from->used += got;
    char *at = from->in, *end;
    from->in[from->used] = 0;
    while ((end = strstr(at, "\r\n\r\n"))) {
        *end = 0;
        if (!request(fd, at)) return;
        at = end + 4;
    }
    from->used -= at - from->in;
    memmove(from->in, at, from->used);
    if (from->used == MOST_HEAD - 1) drop(fd);
}

static void meet(int fd)
{
    int came, yes = 1;
    while ((came = accept4(fd, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        if (came >= MOST_FDS) { close(came); continue; }
        setsockopt(came, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        struct connection *made = connections[came] = grown(NULL, sizeof *made);
        made->host = listening[fd] - 1;
        made->generation = ++generations;
        made->closing = false;
        made->used = made->unsent = 0;
        made->out = NULL;
        epoll_ctl(poll_fd, EPOLL_CTL_ADD, came, &(struct epoll_event){.events = EPOLLIN, .data.fd = came});
    }
}

static void report(void)
{
    static double reported;
    struct rusage used;
    char line[64];
    if (!fgets(line, sizeof line, stdin)) exit(0);
    getrusage(RUSAGE_SELF, &used);
    double cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    printf("%zu %.6f\n", asked_count, cpu - reported);
    for (struct asked *one = asked; one < asked + asked_count; one++)
        printf("%d %.6f %.6f %d\n", one->host, one->begin, one->end ? one->end : now(), one->known);
    fflush(stdout);
    getrusage(RUSAGE_SELF, &used);
    reported = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    asked_count = first_due = due_count = 0;
    latency = atof(line) / 1000;
}

int main(int count, char **words)
{
    if (count != 5) return 2;
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max < MOST_FDS ? files.rlim_max : MOST_FDS;
    setrlimit(RLIMIT_NOFILE, &files);
    setvbuf(stdin, NULL, _IONBF, 0);
    latency = atof(words[3]) / 1000;
    poll_fd = epoll_create1(0);
    load(words[1]);
    listen_on(atoi(words[2]), atoi(words[4]));
    epoll_ctl(poll_fd, EPOLL_CTL_ADD, 0, &(struct epoll_event){.events = EPOLLIN, .data.fd = 0});
    for (;;) {
        struct epoll_event events[512];
        int wait = -1;
        if (first_due < due_count) {
            double left = queue[first_due].at - now();
            wait = left > 0 ? (int)(left * 1000) + 1 : 0;
        }
        int ready = epoll_wait(poll_fd, events, 512, wait);
        for (int n = 0; n < ready; n++) {
            int fd = events[n].data.fd;
            if (fd == 0) report();
            else if (listening[fd]) meet(fd);
            else if (connections[fd] && (events[n].events & EPOLLOUT) && !flush_out(fd)) continue;
            else if (connections[fd] && (events[n].events & ~EPOLLOUT)) receive(fd);
        }
        for (double time = now(); first_due < due_count && queue[first_due].at <= time; first_due++)
            answer(&queue[first_due]);
        if (first_due == due_count) first_due = due_count = 0;
    }
}
