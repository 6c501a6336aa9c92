#include "book/eye.h"

#include "base/crew.h"
#include "book/order.h"

#include <stdlib.h>

/* With fewer records than this, starting a thread takes longer than the work; tests use fewer. */
#ifndef EYE_RECORDS
#define EYE_RECORDS 20000
#endif

size_t
eye_lanes(const struct book *b, size_t wanted)
{
	return b->nentries < EYE_RECORDS || !wanted ? 1 : wanted < EYES ? wanted : EYES;
}

void
eye_divide(const struct book *b, const struct keyed *order, size_t n, size_t from[])
{
	uint64_t all = 0, seen = 0;
	size_t at = 0;

	for (uint32_t i = 0; i < b->deals.n; i++)
		all += b->deal[i].nevents + 1;
	for (size_t lane = 0; lane < n; lane++) {
		from[lane] = at;
		for (; at < b->deals.n && seen * n < all * (lane + 1); at++)
			seen += b->deal[order ? order[at].value : at].nevents + 1;
	}
	from[n] = at;
}

void
eye_open(struct book *eye, const struct book *b)
{
	*eye = *b;
	eye->arena = (struct arena){ 0 };
	eye->units = (struct names){ 0 };
	eye->date = buf_mem();
	eye->deal_order = eye->order = NULL;
	eye->tied = NULL;
	eye->order_cap = eye->tied_cap = 0;
	lex_init(&eye->lexer, b->schema, NULL);
}

void
eye_close(struct book *eye, struct book *b)
{
	lex_release(&eye->lexer);
	buf_release(&eye->date);
	names_release(&eye->units);
	free(eye->deal_order);
	free(eye->order);
	free(eye->tied);
	arena_join(&b->arena, &eye->arena);
}

/* The deals that one thread looks at. */
struct shift {
	struct book *book; /* the book or the eye */
	struct book eye;
	size_t from, end;
	void (*look)(void *self, struct book *b, struct deal *d);
	void *self;
};

static void *
work(void *self)
{
	struct shift *s = self;

	for (size_t i = s->from; i < s->end; i++) {
		deals_fetch(s->book, NULL, s->end, i, (struct beside){ 0 });
		s->look(s->self, s->book, &s->book->deal[i]);
	}
	return NULL;
}

void
eyes_run(struct book *b, size_t n, void (*look)(void *self, struct book *b, struct deal *d),
    void *const selves[])
{
	struct shift shift[EYES];
	void *shifts[EYES] = { NULL };
	size_t from[EYES + 1];

	eye_divide(b, NULL, n, from);
	for (size_t i = 0; i < n; i++) {
		struct shift *s = shifts[i] = &shift[i];

		s->book = i ? &s->eye : b;
		if (i)
			eye_open(&s->eye, b);
		s->from = from[i];
		s->end = from[i + 1];
		s->look = look;
		s->self = selves[i];
	}
	crew_run(work, shifts, n);
	for (size_t i = 1; i < n; i++)
		eye_close(&shift[i].eye, b);
}
