#include "gather.h"

#include "book/join.h"
#include "record/lanes.h"

/* What one lane has to itself. */
struct lane {
	struct cli_lane cli;
	struct book *all; /* where its blocks go */
	void (*take)(void *self, const struct gatherer *g, const struct record *r);
	void *self;
	struct book book; /* the current block's */
};

static void
read_block(void *state, struct reader *rd)
{
	struct lane *l = state;
	const struct gatherer g = { &l->book, &l->cli.emitter };
	const struct selectors *s = &l->cli.c->selectors;
	const struct record *r;

	cli_clear_lane(&l->cli);
	book_clear(&l->book);
	while ((r = reader_next(rd))) {
		if (s->n)
			selectors_take(s, l->cli.selectors, r);
		l->take(l->self, &g, r);
	}
}

static bool
join_block(void *state, const struct input *in)
{
	struct lane *l = state;

	book_join(l->all, &l->book);
	return cli_join_lane(&l->cli, in);
}

static void
open_lane(struct lane *l, const struct lane *like, struct arena *a)
{
	const struct book *b = like->all;

	*l = *like;
	cli_open_lane(&l->cli, like->cli.c, a);
	book_init(&l->book, b->schema, b->now, b->me_name);
	l->book.lean = b->lean;
}

static void
close_lane(struct lane *l)
{
	book_release(&l->book);
	cli_close_lane(&l->cli);
}

void
gather(struct cli *c, struct book *book,
    void (*take)(void *self, const struct gatherer *g, const struct record *r), void *self)
{
	static const struct lanes_work work = { read_block, join_block };
	const struct lane like = { .cli.c = c, .all = book, .take = take, .self = self };
	const struct gatherer g = { book, &c->emitter };
	const struct record *r;
	struct arena a = { 0 };
	struct lane *lanes;
	void **states;
	size_t n;

	while (!cli_in_lanes(c)) {
		if (!(r = cli_next(c)))
			return;
		if (c->selectors.n)
			cli_selects(c, r);
		take(self, &g, r);
	}
	/* one more than threads: joining takes so long that a thread shouldn't wait for it */
	n = c->lanes + 1;
	lanes = arena_new(&a, sizeof(*lanes), n);
	states = arena_new(&a, sizeof(*states), n);
	for (size_t i = 0; i < n; i++) {
		open_lane(&lanes[i], &like, &a);
		states[i] = &lanes[i];
	}
	lanes_run(&c->reader, &work, states, n, c->lanes);
	for (size_t i = 0; i < n; i++)
		close_lane(&lanes[i]);
	arena_release(&a);
}
