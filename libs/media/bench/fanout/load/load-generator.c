/*
 * Many viewers of one HTTP-FLV, WS-FLV or RTMP stream in one process, as light as they can be: epoll, one buffer for all.
 * The stream carries stamps (MARK and 16 hexadecimal digits of CLOCK_MONOTONIC in ns): each one that arrives is a
 * latency. Same options and same output as load-generator.ts, which is used where there is no C compiler.
 *
 * Prints JSON lines: {"event":"window"} and {"event":"windowEnd"} around the measurement, {"event":"newcomers"} when
 * they begin to arrive, {"event":"done", ...} last.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define DIGITS 16
#define MARK_BYTES 16
#define STAMP_BYTES (MARK_BYTES + DIGITS)
#define READ_BYTES 65536
#define BUCKET_NS 10000ULL /* 10 us */
#define BUCKETS 1000000    /* up to 10 s */
#define PORTS_PER_ADDRESS 20000
#define SLOW_RECEIVE_BUFFER 32768

typedef struct {
  int fd;
  int connected, slow, newcomer, closed, begun;
  uint64_t opened_ns, first_ns, last_ns;
  uint32_t frames;
  uint64_t bytes, allowed_from_ns;
  unsigned char tail[STAMP_BYTES];
  int tail_bytes;
  int head_match;
} viewer;

static const char *host = "127.0.0.1", *path = "/live/bench.flv", *mark_hex = "";
/* --request: a file with what a viewer sends in place of a GET; --begin: what the stream begins with. */
static const char *request_file = "", *begin = "FLV\x01";
static char request[8192];
static int request_bytes;
static int port, viewers = 1000, connect_rate = 2000, newcomers, newcomer_rate = 1000, slow_every, web_socket;
static double warm_up = 2, seconds = 10, slow_bytes = 12500;
static unsigned char mark[MARK_BYTES];
static unsigned char buffer[STAMP_BYTES + READ_BYTES];
static uint32_t *histogram, *first_bytes;
static uint64_t window_from, window_to;
static viewer *all;
static int epoll_fd, opened, failed, closed_by_server;
static uint64_t total_bytes, stamps;

static uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ULL + (uint64_t)t.tv_nsec;
}

static void count(uint32_t *buckets, uint64_t ns) {
  uint64_t i = ns / BUCKET_NS;
  buckets[i < BUCKETS ? i : BUCKETS - 1]++;
}

static double percentile(const uint32_t *buckets, double p) {
  uint64_t sum = 0, seen = 0;
  for (int i = 0; i < BUCKETS; i++) sum += buckets[i];
  if (!sum) return -1;
  for (int i = 0; i < BUCKETS; i++) {
    seen += buckets[i];
    if ((double)seen >= p * (double)sum) return (double)(i + 1) * BUCKET_NS / 1e6;
  }
  return -1;
}

static void open_viewer(int i, int newcomer) {
  viewer *v = &all[i];
  memset(v, 0, sizeof *v);
  v->newcomer = newcomer;
  v->slow = !newcomer && slow_every && i % slow_every == 0;
  v->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (v->fd < 0) {
    failed++;
    v->closed = 1;
    return;
  }
  int one = 1, small = SLOW_RECEIVE_BUFFER;
  setsockopt(v->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (v->slow) setsockopt(v->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  struct sockaddr_in from = {.sin_family = AF_INET}, to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  if (i >= PORTS_PER_ADDRESS) { /* more than the ephemeral ports of one address */
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + (uint32_t)(i / PORTS_PER_ADDRESS));
    bind(v->fd, (struct sockaddr *)&from, sizeof from);
  }
  inet_pton(AF_INET, host, &to.sin_addr);
  v->opened_ns = now_ns();
  if (connect(v->fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS) {
    failed++;
    v->closed = 1;
    close(v->fd);
    return;
  }
  struct epoll_event event = {.events = EPOLLOUT, .data.u32 = (uint32_t)i};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, v->fd, &event);
  opened++;
}

static void make_request(void) {
  if (*request_file) {
    FILE *file = fopen(request_file, "rb");
    if (!file) {
      perror(request_file);
      exit(2);
    }
    request_bytes = (int)fread(request, 1, sizeof request, file);
    fclose(file);
    return;
  }
  const char *upgrade = web_socket ? "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                   : "";
  request_bytes =
      snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: %s:%d\r\n%s\r\n", path, host, port, upgrade);
}

static void ask(viewer *v, int i) {
  if (write(v->fd, request, (size_t)request_bytes) != request_bytes) failed++;
  v->connected = 1;
  struct epoll_event event = {.events = v->slow ? 0 : EPOLLIN, .data.u32 = (uint32_t)i};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, v->fd, &event);
}

static void drop(viewer *v) {
  if (v->closed) return;
  v->closed = 1;
  closed_by_server++;
  close(v->fd);
}

static void scan(viewer *v, unsigned char *data, size_t length, uint64_t at) {
  unsigned char *p = data, *end = data + length;
  while ((p = memmem(p, (size_t)(end - p), mark, MARK_BYTES)) && p + STAMP_BYTES <= end) {
    char digits[DIGITS + 1] = {0};
    memcpy(digits, p + MARK_BYTES, DIGITS);
    uint64_t stamp = strtoull(digits, NULL, 16);
    /* what was stamped before the window, or before this viewer came, is the group of pictures it began with */
    if (stamp >= window_from && stamp < window_to && stamp > v->opened_ns) {
      v->frames++;
      if (!v->slow) {
        count(histogram, at - stamp);
        stamps++;
      }
    }
    p += STAMP_BYTES;
  }
}

/* The first byte of the stream is what counts, not the response before it. */
static void look_for_begin(viewer *v, const unsigned char *data, ssize_t length, uint64_t at) {
  int whole = (int)strlen(begin);
  for (ssize_t i = 0; i < length && v->head_match < whole; i++)
    v->head_match = data[i] == (unsigned char)begin[v->head_match] ? v->head_match + 1 : data[i] == (unsigned char)begin[0];
  if (v->head_match < whole) return;
  v->begun = 1;
  v->first_ns = at - v->opened_ns;
  if (v->newcomer) count(first_bytes, v->first_ns);
}

static ssize_t receive(viewer *v, size_t most) {
  memcpy(buffer, v->tail, (size_t)v->tail_bytes);
  ssize_t n = read(v->fd, buffer + v->tail_bytes, most);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return -1;
  if (n <= 0) {
    drop(v);
    return -1;
  }
  uint64_t at = now_ns();
  if (!v->begun) look_for_begin(v, buffer + v->tail_bytes, n, at);
  size_t length = (size_t)n + (size_t)v->tail_bytes;
  scan(v, buffer, length, at);
  /* shorter than a stamp: what was seen is not seen again */
  v->tail_bytes = length < STAMP_BYTES - 1 ? (int)length : STAMP_BYTES - 1;
  memcpy(v->tail, buffer + length - (size_t)v->tail_bytes, (size_t)v->tail_bytes);
  v->bytes += (uint64_t)n;
  if (at >= window_from && at < window_to) total_bytes += (uint64_t)n;
  v->last_ns = at;
  return n;
}

/* Slow viewers read what their rate allows, twenty times a second. */
static void read_slowly(int count_of_viewers) {
  for (int i = 0; i < count_of_viewers; i++) {
    viewer *v = &all[i];
    if (!v->slow || v->closed || !v->connected) continue;
    ssize_t left = (ssize_t)(slow_bytes / 20);
    while (left > 0) {
      ssize_t n = receive(v, left < READ_BYTES ? (size_t)left : READ_BYTES);
      if (n <= 0) break;
      left -= n;
    }
  }
}

static void options(int argc, char **argv) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const char *name = argv[i], *value = argv[i + 1];
    if (!strcmp(name, "--host")) host = value;
    else if (!strcmp(name, "--port")) port = atoi(value);
    else if (!strcmp(name, "--path")) path = value;
    else if (!strcmp(name, "--mark")) mark_hex = value;
    else if (!strcmp(name, "--viewers")) viewers = atoi(value);
    else if (!strcmp(name, "--connect-rate")) connect_rate = atoi(value);
    else if (!strcmp(name, "--warm-up")) warm_up = atof(value);
    else if (!strcmp(name, "--seconds")) seconds = atof(value);
    else if (!strcmp(name, "--newcomers")) newcomers = atoi(value);
    else if (!strcmp(name, "--newcomer-rate")) newcomer_rate = atoi(value);
    else if (!strcmp(name, "--slow-every")) slow_every = atoi(value);
    else if (!strcmp(name, "--slow-bytes")) slow_bytes = atof(value);
    else if (!strcmp(name, "--request")) request_file = value;
    else if (!strcmp(name, "--begin")) begin = value;
    else if (!strcmp(name, "--web-socket")) web_socket = atoi(value);
    else {
      fprintf(stderr, "unknown option %s\n", name);
      exit(2);
    }
  }
  make_request();
  for (int i = 0; i < MARK_BYTES; i++) {
    unsigned int byte = 0;
    if (sscanf(mark_hex + 2 * i, "%2x", &byte) != 1) {
      fprintf(stderr, "--mark wants %d hexadecimal digits\n", 2 * MARK_BYTES);
      exit(2);
    }
    mark[i] = (unsigned char)byte;
  }
}

static void report(int opened_viewers) {
  int fewest = -1, starved = 0, begun = 0, late = 0;
  uint32_t most = 0;
  for (int i = 0; i < viewers; i++)
    if (!all[i].slow && all[i].frames > most) most = all[i].frames;
  for (int i = 0; i < opened_viewers; i++) {
    viewer *v = &all[i];
    begun += v->begun;
    if (v->newcomer) {
      if (!v->begun || v->first_ns > 1000000000ULL) late++;
      continue;
    }
    if (v->slow) continue;
    if (v->frames < most * 0.95) starved++;
    if (fewest < 0 || (int)v->frames < fewest) fewest = (int)v->frames;
  }
  printf("{\"event\":\"done\",\"opened\":%d,\"begun\":%d,\"failed\":%d,\"closed\":%d,\"bytes\":%llu,\"stamps\":%llu,"
         "\"mostFrames\":%u,\"fewestFrames\":%d,\"starved\":%d,\"p50\":%.2f,\"p99\":%.2f,\"p999\":%.2f,\"max\":%.2f,"
         "\"newcomersLate\":%d,\"firstByteP50\":%.2f,\"firstByteP99\":%.2f,\"firstByteMax\":%.2f}\n",
         opened, begun, failed, closed_by_server, (unsigned long long)total_bytes, (unsigned long long)stamps, most,
         fewest, starved, percentile(histogram, 0.5), percentile(histogram, 0.99), percentile(histogram, 0.999),
         percentile(histogram, 1), late, percentile(first_bytes, 0.5), percentile(first_bytes, 0.99),
         percentile(first_bytes, 1));
}

int main(int argc, char **argv) {
  options(argc, argv);
  setvbuf(stdout, NULL, _IOLBF, 0);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  int total = viewers + newcomers, next = 0, window_over = 0;
  all = calloc((size_t)total, sizeof *all);
  histogram = calloc(BUCKETS, sizeof *histogram);
  first_bytes = calloc(BUCKETS, sizeof *first_bytes);
  epoll_fd = epoll_create1(0);
  uint64_t begin = now_ns(), slow_at = begin, window_at = 0, newcomers_from = 0;
  struct epoll_event events[1024];
  /* Asleep in epoll_wait it would be woken by every send, at the cost of the server that is measured. */
  const struct timespec pause = {.tv_nsec = 300000};
  for (;;) {
    uint64_t now = now_ns();
    while (next < viewers && (double)(now - begin) / 1e9 * connect_rate > next) open_viewer(next++, 0);
    if (next >= viewers && !window_at) window_at = now + (uint64_t)(warm_up * 1e9);
    if (window_at && !window_from && now >= window_at) {
      window_from = now;
      window_to = now + (uint64_t)(seconds * 1e9);
      newcomers_from = now + (window_to - now) / 5;
      printf("{\"event\":\"window\"}\n");
    }
    if (newcomers && newcomers_from && now >= newcomers_from) {
      if (next == viewers) printf("{\"event\":\"newcomers\"}\n");
      while (next < total && (double)(now - newcomers_from) / 1e9 * newcomer_rate >= next - viewers)
        open_viewer(next++, 1);
    }
    if (window_to && now >= window_to && !window_over) {
      window_over = 1;
      printf("{\"event\":\"windowEnd\"}\n");
    }
    if (window_to && now >= window_to + 500000000ULL) break; /* what was stamped last is still on its way */
    if (slow_every && now - slow_at >= 50000000ULL) {
      slow_at = now;
      read_slowly(next < viewers ? next : viewers);
    }
    int n = epoll_wait(epoll_fd, events, 1024, 0);
    if (n == 0) nanosleep(&pause, NULL);
    for (int i = 0; i < n; i++) {
      int index = (int)events[i].data.u32;
      viewer *v = &all[index];
      if (v->closed) continue;
      if (!v->connected) {
        if (events[i].events & (EPOLLERR | EPOLLHUP)) {
          failed++;
          v->closed = 1;
          close(v->fd);
        } else ask(v, index);
      } else if (v->slow) {
        if (events[i].events & (EPOLLERR | EPOLLHUP)) drop(v);
      } else receive(v, READ_BYTES);
    }
  }
  report(next);
  return 0;
}
