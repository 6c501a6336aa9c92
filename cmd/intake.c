#include "intake.h"

#include "record/lanes.h"

#include <stdlib.h>

/* What one of several threads makes of a block. */
struct lane {
	const struct intake *in;
	struct buf out;
	struct emitter emitter; /* to out */
	struct selector *selectors;
	struct arena kept;      /* of the lists and texts of: */
	struct record *records; /* for the book */
	size_t n, cap;
};

/* Is it selected, or is nothing?  Noted in s. */
static bool
selects(const struct cli *c, struct selector *s, const struct record *r)
{
	return !c->nselectors || cli_selects_by(c, s, r);
}

bool
intake_prints_all(const void *self, bool selected, const struct record *r)
{
	(void)self;
	(void)selected;
	(void)r;
	return true;
}

static bool
prints(const struct intake *in, bool selected, const struct record *r)
{
	return in->prints && in->prints(in->self, selected, r);
}

static bool
keeps(const struct intake *in, const struct record *r)
{
	return in->book && (!in->keeps || in->keeps(in->self, r));
}

static void
forget_block(struct lane *l)
{
	const struct cli *c = l->in->c;

	l->out.n = l->n = 0;
	arena_reset(&l->kept);
	for (size_t i = 0; i < c->nselectors; i++) {
		l->selectors[i].met = false;
		l->selectors[i].near = near_to(c->selectors[i].name);
	}
}

static void
parse_block(void *lane, struct reader *rd)
{
	struct lane *l = lane;
	const struct record *r;

	forget_block(l);
	while ((r = reader_next(rd))) {
		if (prints(l->in, selects(l->in->c, l->selectors, r), r))
			emit_record(&l->emitter, r);
		if (!keeps(l->in, r))
			continue;
		l->records = mem_at_least(l->records, sizeof(*l->records), &l->cap, l->n);
		record_keep(&l->records[l->n++], r, &l->kept);
	}
}

static bool
join_block(void *lane, const struct input *input)
{
	struct lane *l = lane;

	cli_join_selectors(l->in->c, l->selectors);
	for (size_t i = 0; i < l->n; i++)
		book_add(l->in->book, &l->records[i]);
	return cli_join(l->in->c, &l->out, input);
}

static void
open_lane(struct lane *l, const struct intake *in, struct arena *a)
{
	const struct cli *c = in->c;

	*l = (struct lane){ .in = in, .out = buf_mem(), .emitter = c->emitter };
	l->emitter.out = &l->out;
	l->emitter.scratch = buf_mem();
	l->selectors = arena_new(a, sizeof(*l->selectors), c->nselectors);
	if (c->nselectors)
		memcpy(l->selectors, c->selectors, c->nselectors * sizeof(*l->selectors));
}

static void
close_lane(struct lane *l)
{
	emit_release(&l->emitter);
	buf_release(&l->out);
	arena_release(&l->kept);
	free(l->records);
}

static void
run_lanes(const struct intake *in)
{
	static const struct lanes_work work = { parse_block, join_block };
	struct arena a = { 0 };
	struct lane *lanes = arena_new(&a, sizeof(*lanes), in->c->lanes);
	void **states = arena_new(&a, sizeof(*states), in->c->lanes);

	for (size_t i = 0; i < in->c->lanes; i++) {
		open_lane(&lanes[i], in, &a);
		states[i] = &lanes[i];
	}
	lanes_run(&in->c->reader, &work, states, in->c->lanes);
	for (size_t i = 0; i < in->c->lanes; i++)
		close_lane(&lanes[i]);
	arena_release(&a);
}

void
intake_run(const struct intake *in)
{
	struct cli *c = in->c;
	const struct record *r;

	while (!cli_in_lanes(c)) {
		if (!(r = cli_next(c)))
			return;
		if (prints(in, selects(c, c->selectors, r), r))
			emit_record(&c->emitter, r);
		if (keeps(in, r))
			book_add(in->book, r);
	}
	run_lanes(in);
}
