#include "record/seen.h"

#include <stdint.h>
#include <stdlib.h>

struct seen_file {
	dev_t dev;
	ino_t ino;
	bool used;
};

static struct seen_file *
place_for(struct seen_file *file, size_t cap, dev_t dev, ino_t ino)
{
	uint64_t h = ((uint64_t)ino * 31 + (uint64_t)dev) * UINT64_C(0x9e3779b97f4a7c15);
	size_t i = (size_t)(h >> 20) & (cap - 1);

	while (file[i].used && (file[i].dev != dev || file[i].ino != ino))
		i = (i + 1) & (cap - 1);
	return &file[i];
}

static void
grow(struct seen *s)
{
	size_t cap = s->cap ? s->cap * 2 : 64;
	struct seen_file *bigger = mem_zero(sizeof(*bigger), cap);

	for (size_t i = 0; i < s->cap; i++)
		if (s->file[i].used)
			*place_for(bigger, cap, s->file[i].dev, s->file[i].ino) = s->file[i];
	free(s->file);
	s->file = bigger;
	s->cap = cap;
}

bool
seen_meet(struct seen *s, const struct stat *st)
{
	struct seen_file *at;

	if (s->n >= s->cap / 4 * 3)
		grow(s);
	at = place_for(s->file, s->cap, st->st_dev, st->st_ino);
	if (at->used)
		return false;
	*at = (struct seen_file){ st->st_dev, st->st_ino, true };
	s->n++;
	return true;
}

bool
seen_has(const struct seen *s, const struct stat *st)
{
	return s->n && place_for(s->file, s->cap, st->st_dev, st->st_ino)->used;
}

void
seen_release(struct seen *s)
{
	free(s->file);
	*s = (struct seen){ 0 };
}
