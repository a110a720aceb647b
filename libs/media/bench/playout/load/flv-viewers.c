/*
 * One viewer each of many HTTP-FLV streams, in one process. Of every picture it notes when its last byte came, and
 * subtracts the picture's own time stamp: with perfect pacing that difference never changes. What it is above the
 * viewer's least one is how late the picture came.
 *
 * Prints JSON lines: {"event":"window"} and {"event":"windowEnd"} around the measurement, {"event":"done", ...} last.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define READ_BYTES 65536
#define FLV_HEADER_BYTES 13 /* with PreviousTagSize0 */
#define TAG_HEADER_BYTES 11
#define LOOKED_AT 13 /* of a tag: its header and two bytes of body */
#define VIDEO 9

enum part { HEAD, CHUNK_SIZE, CHUNK, CHUNK_END, RAW };

typedef struct {
  int fd, connected, closed, begun;
  enum part part;
  uint64_t chunk_left;
  char head[4096];
  int head_bytes;
  /* of the FLV file header or the tag that is being read */
  unsigned char seen[LOOKED_AT];
  uint64_t seen_bytes, unit_bytes;
  int has_flv_header;
  uint32_t frames, capacity;
  double *offsets_ms;
} viewer;

static const char *path = "/live/s%d.flv";
static char **paths; /* one for each viewer, where they are named in a file */
static int port, port_step, viewers = 200;
static double warm_up = 3, seconds = 10;
static uint64_t window_from, window_to;
static unsigned char buffer[READ_BYTES];
static int epoll_fd, failed;

static uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ULL + (uint64_t)t.tv_nsec;
}

static void open_viewer(viewer *v, int i) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)(port + i * port_step))};
  int one = 1;
  inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
  v->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(v->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  v->capacity = (uint32_t)(seconds * 30 + 100);
  v->offsets_ms = calloc(v->capacity, sizeof *v->offsets_ms);
  if (connect(v->fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS) {
    failed++;
    v->closed = 1;
    return;
  }
  struct epoll_event event = {.events = EPOLLOUT, .data.u32 = (uint32_t)i};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, v->fd, &event);
}

static void ask(viewer *v, int i) {
  char target[256], request[512];
  if (paths) snprintf(target, sizeof target, "%s", paths[i]);
  else snprintf(target, sizeof target, path, i);
  int length = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", target);
  if (write(v->fd, request, (size_t)length) != length) failed++;
  v->connected = 1;
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, v->fd, &event);
}

static void drop(viewer *v) {
  if (v->closed) return;
  v->closed = 1;
  close(v->fd);
}

static void picture(viewer *v, uint64_t at) {
  const unsigned char *tag = v->seen;
  if ((tag[0] & 0x1f) != VIDEO || tag[12] == 0) return; /* AVCPacketType 0: a sequence header */
  if (at < window_from || at >= window_to || !window_from || v->frames == v->capacity) return;
  uint32_t dts = ((uint32_t)tag[7] << 24) | ((uint32_t)tag[4] << 16) | ((uint32_t)tag[5] << 8) | tag[6];
  v->offsets_ms[v->frames++] = (double)at / 1e6 - dts;
}

static void flv(viewer *v, const unsigned char *data, size_t length, uint64_t at) {
  while (length > 0) {
    if (!v->has_flv_header) v->unit_bytes = FLV_HEADER_BYTES;
    else if (v->seen_bytes < TAG_HEADER_BYTES) v->unit_bytes = TAG_HEADER_BYTES;
    size_t take = v->unit_bytes - v->seen_bytes < length ? (size_t)(v->unit_bytes - v->seen_bytes) : length;
    for (size_t i = 0; i < take && v->seen_bytes + i < LOOKED_AT; i++) v->seen[v->seen_bytes + i] = data[i];
    v->seen_bytes += take;
    data += take;
    length -= take;
    if (v->seen_bytes < v->unit_bytes) return;
    if (!v->has_flv_header) {
      v->has_flv_header = v->begun = 1;
      v->seen_bytes = 0;
    } else if (v->unit_bytes == TAG_HEADER_BYTES) {
      const unsigned char *tag = v->seen;
      v->unit_bytes += (((uint64_t)tag[1] << 16) | ((uint64_t)tag[2] << 8) | tag[3]) + 4;
    } else {
      picture(v, at);
      v->seen_bytes = 0;
    }
  }
}

/* Takes the HTTP framing away. */
static void bytes(viewer *v, const unsigned char *data, size_t length, uint64_t at) {
  size_t i = 0;
  while (i < length) {
    if (v->part == RAW || v->part == CHUNK) {
      size_t take = length - i;
      if (v->part == CHUNK && v->chunk_left < take) take = (size_t)v->chunk_left;
      flv(v, data + i, take, at);
      i += take;
      if (v->part == RAW) continue;
      v->chunk_left -= take;
      if (v->chunk_left == 0) v->part = CHUNK_END;
      continue;
    }
    if (v->head_bytes == (int)sizeof v->head - 1) return drop(v);
    v->head[v->head_bytes++] = (char)data[i++];
    v->head[v->head_bytes] = 0;
    if (v->part == HEAD) {
      if (v->head_bytes < 4 || strcmp(v->head + v->head_bytes - 4, "\r\n\r\n")) continue;
      if (!strstr(v->head, " 200 ")) return drop(v);
      v->part = strcasestr(v->head, "chunked") ? CHUNK_SIZE : RAW;
    } else {
      if (v->head[v->head_bytes - 1] != '\n') continue;
      if (v->part == CHUNK_SIZE) {
        v->chunk_left = strtoull(v->head, NULL, 16);
        if (v->chunk_left == 0) return drop(v);
        v->part = CHUNK;
      } else v->part = CHUNK_SIZE;
    }
    v->head_bytes = 0;
  }
}

static void receive(viewer *v) {
  ssize_t n = read(v->fd, buffer, sizeof buffer);
  if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (n <= 0) return drop(v);
  bytes(v, buffer, (size_t)n, now_ns());
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void report(viewer *all) {
  size_t total = 0, at = 0;
  int begun = 0, closed = 0;
  uint32_t fewest = UINT32_MAX, most = 0;
  for (int i = 0; i < viewers; i++) total += all[i].frames;
  double *late = calloc(total + 1, sizeof *late);
  for (int i = 0; i < viewers; i++) {
    viewer *v = &all[i];
    double least = 1e300;
    begun += v->begun;
    closed += v->closed;
    if (v->frames < fewest) fewest = v->frames;
    if (v->frames > most) most = v->frames;
    for (uint32_t f = 0; f < v->frames; f++) least = v->offsets_ms[f] < least ? v->offsets_ms[f] : least;
    for (uint32_t f = 0; f < v->frames; f++) late[at++] = v->offsets_ms[f] - least;
  }
  qsort(late, total, sizeof *late, ascending);
#define AT(p) (total ? late[(size_t)((double)(total - 1) * (p))] : -1.0)
  printf("{\"event\":\"done\",\"begun\":%d,\"failed\":%d,\"closed\":%d,\"frames\":%zu,\"fewestFrames\":%u,"
         "\"mostFrames\":%u,\"p50\":%.3f,\"p99\":%.3f,\"p999\":%.3f,\"max\":%.3f}\n",
         begun, failed, closed, total, fewest, most, AT(0.5), AT(0.99), AT(0.999), AT(1.0));
}

/* A line each. */
static void read_paths(const char *file) {
  FILE *list = fopen(file, "r");
  char line[256];
  if (!list) {
    perror(file);
    exit(2);
  }
  paths = calloc((size_t)viewers, sizeof *paths);
  for (int i = 0; i < viewers; i++) {
    if (!fgets(line, sizeof line, list)) {
      fprintf(stderr, "%s names fewer than %d paths\n", file, viewers);
      exit(2);
    }
    line[strcspn(line, "\n")] = 0;
    paths[i] = strdup(line);
  }
  fclose(list);
}

static void options(int argc, char **argv) {
  const char *file = NULL;
  for (int i = 1; i + 1 < argc; i += 2) {
    const char *name = argv[i], *value = argv[i + 1];
    if (!strcmp(name, "--port")) port = atoi(value);
    else if (!strcmp(name, "--port-step")) port_step = atoi(value);
    else if (!strcmp(name, "--path")) path = value;
    else if (!strcmp(name, "--paths")) file = value;
    else if (!strcmp(name, "--viewers")) viewers = atoi(value);
    else if (!strcmp(name, "--warm-up")) warm_up = atof(value);
    else if (!strcmp(name, "--seconds")) seconds = atof(value);
    else {
      fprintf(stderr, "unknown option %s\n", name);
      exit(2);
    }
  }
  if (file) read_paths(file);
}

int main(int argc, char **argv) {
  options(argc, argv);
  setvbuf(stdout, NULL, _IOLBF, 0);
  viewer *all = calloc((size_t)viewers, sizeof *all);
  epoll_fd = epoll_create1(0);
  struct epoll_event events[1024];
  /* Asleep in epoll_wait it would be woken by every send, at the cost of the server that is measured. */
  const struct timespec pause = {.tv_nsec = 300000};
  for (int i = 0; i < viewers; i++) open_viewer(&all[i], i);
  uint64_t begin = now_ns();
  for (int window_over = 0;;) {
    uint64_t now = now_ns();
    if (!window_from && now >= begin + (uint64_t)(warm_up * 1e9)) {
      window_from = now;
      window_to = now + (uint64_t)(seconds * 1e9);
      printf("{\"event\":\"window\"}\n");
    }
    if (window_from && now >= window_to && !window_over) {
      window_over = 1;
      printf("{\"event\":\"windowEnd\"}\n");
      break;
    }
    int n = epoll_wait(epoll_fd, events, 1024, 0);
    if (n == 0) nanosleep(&pause, NULL);
    for (int i = 0; i < n; i++) {
      int index = (int)events[i].data.u32;
      viewer *v = &all[index];
      if (v->closed) continue;
      if (v->connected) receive(v);
      else if (events[i].events & (EPOLLERR | EPOLLHUP)) {
        failed++;
        drop(v);
      } else ask(v, index);
    }
  }
  report(all);
  return 0;
}
