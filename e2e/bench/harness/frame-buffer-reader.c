/*
 * Watches points of a screen that Xvfb keeps in a file (-fbdir): prints a line whenever their brightness changes.
 *
 *   frame-buffer-reader FILE INTERVAL_US ROW ...      ROW: "x,y x,y ..." points of one row, as one argument
 *
 * A line is the moment on CLOCK_MONOTONIC in microseconds and, for each row, its bits (the first point is the least
 * significant, 1 is bright), in the order of the arguments. Ends when standard input does.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAX_ROWS 8
#define MAX_POINTS 64
/* Fields of the XWD header (XWDFile.h), 32 bits each, big-endian. */
enum { HEADER_SIZE = 0, BITS_PER_PIXEL = 11, BYTES_PER_LINE = 12, COLORS = 19 };
#define COLOR_BYTES 12

static uint32_t field(const unsigned char *file, int index) {
  const unsigned char *at = file + 4 * index;
  return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int64_t now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int input_ended(void) {
  struct pollfd input = {.fd = 0, .events = POLLIN};
  char byte;
  return poll(&input, 1, 0) > 0 && read(0, &byte, 1) <= 0;
}

int main(int argc, char **argv) {
  if (argc < 4 || argc - 3 > MAX_ROWS) return 2;
  int file = open(argv[1], O_RDONLY);
  struct stat size;
  if (file < 0 || fstat(file, &size) < 0) { perror(argv[1]); return 1; }
  const unsigned char *map = mmap(NULL, size.st_size, PROT_READ, MAP_SHARED, file, 0);
  if (map == MAP_FAILED) { perror("mmap"); return 1; }
  if (field(map, BITS_PER_PIXEL) != 32) { fprintf(stderr, "a screen of 32 bits per pixel is needed\n"); return 1; }
  const unsigned char *pixels = map + field(map, HEADER_SIZE) + field(map, COLORS) * COLOR_BYTES;
  const long stride = field(map, BYTES_PER_LINE);

  const volatile unsigned char *points[MAX_ROWS][MAX_POINTS];
  int counts[MAX_ROWS];
  const int rows = argc - 3;
  for (int row = 0; row < rows; row++) {
    counts[row] = 0;
    for (char *text = strtok(argv[3 + row], " "); text != NULL; text = strtok(NULL, " ")) {
      long x, y;
      if (sscanf(text, "%ld,%ld", &x, &y) != 2 || counts[row] == MAX_POINTS) return 2;
      const unsigned char *at = pixels + y * stride + x * 4;
      if (at < pixels || at + 4 > map + size.st_size) { fprintf(stderr, "%s is off the screen\n", text); return 2; }
      /* The middle one of the three colours: green, in either byte order. */
      points[row][counts[row]++] = at + 1;
    }
  }

  const long interval_us = atol(argv[2]);
  uint64_t last[MAX_ROWS] = {0};
  int first = 1;
  struct timespec next;
  clock_gettime(CLOCK_MONOTONIC, &next);
  for (int turn = 0;; turn++) {
    uint64_t seen[MAX_ROWS];
    for (int row = 0; row < rows; row++) {
      seen[row] = 0;
      for (int bit = 0; bit < counts[row]; bit++)
        if (*points[row][bit] > 127) seen[row] |= (uint64_t)1 << bit;
    }
    if (first || memcmp(seen, last, rows * sizeof *seen) != 0) {
      printf("%" PRId64, now_us());
      for (int row = 0; row < rows; row++) printf(" %" PRIu64, seen[row]);
      putchar('\n');
      if (fflush(stdout) != 0) return 0;
      memcpy(last, seen, sizeof last);
      first = 0;
    }
    if (turn % 64 == 0 && input_ended()) return 0;
    next.tv_nsec += interval_us * 1000;
    while (next.tv_nsec >= 1000000000) { next.tv_nsec -= 1000000000; next.tv_sec++; }
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
  }
}
