#include "record/lanes.h"

#include "base/arena.h"
#include "base/crew.h"
#include "record/scan.h"

#include <pthread.h>
#include <stdlib.h>

/* What the lines above a block mean for it. */
struct above {
	size_t line; /* the number of its first line */
	size_t n;    /* length of deal; 0: none */
	char deal[NAME_BYTES];
};

struct lanes {
	struct reader *source;
	const struct lanes_work *work;
	struct lane *lane; /* n of them */
	size_t n;
	/* guarded by `taking` */
	pthread_mutex_t taking;
	uint64_t taken;     /* blocks taken so far */
	bool over;          /* the input has no more */
	struct above ahead; /* what they leave; the deal is a guess */
	uint64_t guessed;   /* number of the block whose taking settled that guess */
	/* guarded by `turns` */
	pthread_mutex_t turns;
	pthread_cond_t turned;
	uint64_t joined;   /* blocks joined so far: the number of the one whose turn it is */
	bool joining;      /* some thread is joining */
	bool ended;        /* no more blocks will be taken */
	struct above left; /* the deal that the joined blocks really leave */
};

/* A block, and where the findings end that were made while opening its file. */
struct portion {
	struct block block; /* p is null at the end of all input */
	size_t found;       /* length of the lane's `opening` up to here */
};

enum {
	PORTIONS = 64,
	SHARING = 1 << 14, /* largest file, in bytes, that may share a lane with others */
	ENOUGH = 1 << 16,  /* bytes of such files that fill a lane */
};

enum stage { LANE_FREE, LANE_READING, LANE_READ };

struct lane {
	struct lanes *all;
	enum stage stage; /* guarded by `turns` */
	void *state;
	struct reader reader; /* fed with the portions; its input serves only as a buffer */
	struct diag diag;     /* all findings, in order */
	/* what it took */
	uint64_t number;
	struct portion portions[PORTIONS]; /* more than one only if all are whole files */
	size_t n, fed;
	struct arena copies; /* of files' names, and of small files */
	struct diag opening; /* findings made while files were opened */
	struct above above;  /* what is above the current portion; the deal may be a guess */
};

static struct str
deal_of(const struct above *a)
{
	return (struct str){ a->n ? a->deal : NULL, a->n };
}

static void
set_deal(struct above *a, struct str deal)
{
	if (deal.n)
		memcpy(a->deal, deal.p, deal.n);
	a->n = deal.n;
}

/* If the line at p looks like a `deal` line, notes its deal and returns true. */
static inline bool
guess_deal(struct above *a, const char *p, const char *end)
{
	const char *lf, *plus;
	struct str name;

	if (*p >= '0' && *p <= '9')
		p += p[11] == 'd' ? 11 : 17; /* skips the date, as it is usually written */
	else if (*p == '-')
		while (is(*++p, BLANK))
			;
	if (*p != 'd' || p >= end || memcmp(p, "deal", 4) != 0 || !is(p[4], BLANK))
		return false;
	lf = memchr(p, '\n', (size_t)(end - p));
	plus = memchr(p, '+', (size_t)(lf - p));
	name = plus ? str_span(plus + 1, scan_name(plus + 1)) : STR("");
	set_deal(a, scan_is_name(name) ? name : STR(""));
	return true;
}

static size_t
count_lines(const char *p, const char *end)
{
	enum { FEW = 15 * 16 }; /* one byte can hold their count, so that many are added at once */
	size_t lines = 0;

	for (; end - p >= FEW; p += FEW) {
		unsigned char few = 0;

		for (int i = 0; i < FEW; i++)
			few = (unsigned char)(few + (p[i] == '\n'));
		lines += few;
	}
	for (; p < end; p++)
		lines += *p == '\n';
	return lines;
}

/* Notes the deal of the block's last line that looks like a `deal` line; false if none does. */
static bool
guess_last_deal(struct above *a, const struct block *b)
{
	const char *p = b->end - 1; /* no line of the block begins behind its last LF */
	bool any = false;

	for (; p - b->p >= AHEAD && !any; p -= AHEAD) {
		const char *from = p - AHEAD;

		for (uint64_t lf = bytes_of(from, AHEAD, bytes_lf); lf; lf &= lf - 1)
			any |= guess_deal(a, from + bytes_first(lf) + 1, b->end);
	}
	while (p > b->p && !any)
		any = *--p == '\n' && guess_deal(a, p + 1, b->end);
	return any || guess_deal(a, b->p, b->end);
}

/* Notes what is above the block just taken and, by guessing, above the next. */
static void
look_ahead(struct lane *l, const struct block *b)
{
	struct lanes *all = l->all;
	struct above *a = &all->ahead;

	if (b->first) {
		*a = (struct above){ .line = 1 };
		all->guessed = l->number;
	} else {
		pthread_mutex_lock(&all->turns);
		if (all->guessed < all->joined)
			set_deal(a, deal_of(&all->left));
		pthread_mutex_unlock(&all->turns);
		a->line += b->skipped_lines;
	}
	l->above = *a;
	if (b->last)
		return;
	a->line += count_lines(b->p, b->end) - b->cut;
	if (guess_last_deal(a, b))
		all->guessed = l->number;
}

/* Copies a small file, so that the input's buffer can be used for the next. */
static void
copy_block(struct lane *l, struct block *b)
{
	size_t n = (size_t)(b->end - b->p);
	char *p = arena_bytes(&l->copies, n + SCAN_WIDE);

	memcpy(p, b->p, n);
	memset(p + n, 0, SCAN_WIDE);
	b->p = p;
	b->end = p + n;
}

/* Takes a block, or many small files. */
static void
take_portions(struct lane *l)
{
	struct lanes *all = l->all;
	struct input *in = &all->source->input;
	size_t bytes = 0;
	bool more;

	arena_reset(&l->copies);
	l->n = l->opening.err.n = 0;
	in->diag = &l->opening;
	do {
		struct portion *p = &l->portions[l->n++];
		struct block *b = &p->block;

		*b = (struct block){ .p = NULL };
		all->over = !input_next(in, b);
		p->found = l->opening.err.n;
		if (all->over)
			break;
		b->file = arena_str(&l->copies, b->file);
		bytes += (size_t)(b->end - b->p);
		look_ahead(l, b);
		more = b->first && b->last && b->end - b->p <= SHARING && bytes < ENOUGH &&
		       l->n < PORTIONS;
		if (more)
			copy_block(l, b);
	} while (more);
	in->diag = all->source->diag;
	input_hand_over(in, &l->reader.input);
}

/* Takes and numbers what comes next; false if there is nothing. */
static bool
take(struct lane *l)
{
	struct lanes *all = l->all;
	bool over;

	pthread_mutex_lock(&all->taking);
	over = all->over;
	if (!over) {
		l->number = all->taken++;
		take_portions(l);
	}
	pthread_mutex_unlock(&all->taking);
	return !over;
}

/* Puts the reader at the start of the next portion. */
static bool
feed(void *feeder, struct reader *rd)
{
	struct lane *l = feeder;
	const struct portion *p = &l->portions[l->fed];
	size_t from = l->fed ? p[-1].found : 0;

	if (l->fed == l->n)
		return false;
	l->fed++;
	if (p->found > from)
		buf_put(&l->diag.err, l->opening.err.p + from, p->found - from);
	if (!p->block.p)
		return false;
	reader_enter(rd, &p->block, l->above.line, deal_of(&l->above));
	return true;
}

static void
read_portions(struct lane *l)
{
	l->fed = l->diag.err.n = l->diag.errors = 0;
	l->diag.worst = DIAG_WARNING;
	l->all->work->parse(l->state, &l->reader);
}

static void
hand_over_findings(struct diag *from, struct diag *to, struct str text)
{
	buf_str(&to->err, text);
	if (from->worst > to->worst)
		to->worst = from->worst;
	to->errors += from->errors;
	from->errors = 0;
}

/* Hands over what was found and made, now that all before it is known. */
static bool
join(struct lane *l)
{
	struct lanes *all = l->all;
	struct diag *d = all->source->diag;
	const struct block *b = &l->portions[0].block;

	if (b->p && !b->first && l->reader.leans &&
	    !str_eq(deal_of(&l->above), deal_of(&all->left))) {
		set_deal(&l->above, deal_of(&all->left));
		read_portions(l);
	}
	hand_over_findings(&l->diag, d, buf_view(&l->diag.err));
	hand_over_findings(&l->opening, d, STR(""));
	return all->work->join(l->state, &l->reader.input);
}

/* All that follows runs while holding `turns`, which is released during real work. */

/* The lane to be joined next, unless somebody is joining; null if none is ready. */
static struct lane *
next_to_join(struct lanes *all)
{
	for (size_t i = 0; i < all->n && !all->joining; i++)
		if (all->lane[i].stage == LANE_READ && all->lane[i].number == all->joined)
			return &all->lane[i];
	return NULL;
}

static struct lane *
free_lane(struct lanes *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->lane[i].stage == LANE_FREE)
			return &all->lane[i];
	return NULL;
}

/* Joins a lane's block; then the deal it leaves is known, and it is the next one's turn. */
static void
join_next(struct lane *l)
{
	struct lanes *all = l->all;
	const struct block *b = &l->portions[l->n - 1].block;
	bool more;

	all->joining = true;
	pthread_mutex_unlock(&all->turns);
	more = join(l);
	pthread_mutex_lock(&all->turns);
	all->joining = false;
	if (b->p && (b->first || !l->reader.given))
		set_deal(&all->left, l->reader.deal);
	if (more)
		all->joined++; /* otherwise nobody gets a turn any more */
	else
		all->ended = true;
	l->stage = LANE_FREE;
	pthread_cond_broadcast(&all->turned);
}

/* Takes a block into a free lane and reads it. */
static void
read_next(struct lane *l)
{
	struct lanes *all = l->all;
	bool any;

	l->stage = LANE_READING;
	pthread_mutex_unlock(&all->turns);
	any = take(l);
	if (any)
		read_portions(l);
	pthread_mutex_lock(&all->turns);
	l->stage = any ? LANE_READ : LANE_FREE;
	if (any)
		return;
	all->ended = true;
	pthread_cond_broadcast(&all->turned);
}

/* A thread that finds nothing to do once all blocks are taken may leave: whoever is still
 * reading or joining will look for the next to join, too. */
static void *
run(void *arg)
{
	struct lanes *all = arg;
	struct lane *l;

	pthread_mutex_lock(&all->turns);
	for (;;) {
		if ((l = next_to_join(all)))
			join_next(l);
		else if (all->ended)
			break;
		else if ((l = free_lane(all)))
			read_next(l);
		else
			pthread_cond_wait(&all->turned, &all->turns);
	}
	pthread_mutex_unlock(&all->turns);
	return NULL;
}

static void
open_lane(struct lane *l, struct lanes *all, void *state)
{
	const struct reader *rd = all->source;
	const struct diag *d = rd->diag;

	*l = (struct lane){ .all = all, .state = state };
	l->diag = (struct diag){ .err = buf_mem(), .excerpts = d->excerpts, .least = d->least };
	l->opening = l->diag;
	reader_init(&l->reader, rd->lexer.schema, &l->diag);
	l->reader.feed = feed;
	l->reader.feeder = l;
}

static void
close_lane(struct lane *l)
{
	reader_release(&l->reader);
	buf_release(&l->diag.err);
	buf_release(&l->opening.err);
	arena_release(&l->copies);
}

void
lanes_run(struct reader *rd, const struct lanes_work *work, void *const states[], size_t n,
    size_t threads)
{
	struct lanes all = { .source = rd,
		.work = work,
		.n = n,
		.taking = PTHREAD_MUTEX_INITIALIZER,
		.turns = PTHREAD_MUTEX_INITIALIZER,
		.turned = PTHREAD_COND_INITIALIZER };
	void **selves = mem_grow(NULL, sizeof(*selves), threads);

	all.lane = mem_grow(NULL, sizeof(*all.lane), n);
	all.ahead.line = rd->line;
	set_deal(&all.ahead, rd->deal);
	set_deal(&all.left, rd->deal);
	for (size_t i = 0; i < n; i++)
		open_lane(&all.lane[i], &all, states[i]);
	for (size_t i = 0; i < threads; i++)
		selves[i] = &all;
	crew_run(run, selves, threads);
	for (size_t i = 0; i < n; i++)
		close_lane(&all.lane[i]);
	pthread_cond_destroy(&all.turned);
	pthread_mutex_destroy(&all.turns);
	pthread_mutex_destroy(&all.taking);
	free(all.lane);
	free(selves);
}
