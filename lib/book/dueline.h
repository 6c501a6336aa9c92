/*
 * dueline: due records as lines, put together and put in order.
 *
 * A line is written once, straight to where it stays: the schema's row of `due`
 * says in which order its keys come, and the texts of dates are kept.  Lines come
 * deal by deal, the deals in the order of their names; so the order of the bytes is
 * that of the dates, and only lines of one deal and date are compared.
 *
 *	struct due_lines l;
 *	due_lines_init(&l, schema, now);
 *	struct due_text t = { .when = by, .deal = STR("acme") };
 *	t.value[LINE_RULE] = STR("promise");
 *	due_lines_add(&l, &t, number_of_deal);
 *	sorted = due_lines_sort((struct due_lines *[]){ &l }, 1, &n);
 *	free(sorted);
 *	due_lines_release(&l);
 */
#ifndef FU_DUELINE_H
#define FU_DUELINE_H

#include "base/arena.h"
#include "base/buf.h"
#include "record/schema.h"
#include "value/date.h"

/* The keys that a due line may have, in the order of the row; late: and in: by the
 * date. */
enum line_part {
	LINE_RULE,
	LINE_RE,
	LINE_VIA,
	LINE_ACT,
	LINE_NTH,
	LINE_LATE,
	LINE_IN,
	LINE_AMT,
	LINE_WHY,
	LINE_ONLY,
	LINE_PARTS
};

/* What a line says; what is empty is left away. */
struct due_text {
	struct moment when;
	struct str deal, id;
	const struct str *people; /* in order */
	size_t npeople;
	struct str value[LINE_PARTS];
	struct str text;
};

struct due_line {
	struct str line;    /* a canonical due record, ended by LF; can be lexed again */
	struct str command; /* what clears it: a fu-log command; empty unless asked for */
};

/* A line as it was made: n bytes and behind them those of its command. */
struct due_made {
	const char *p;
	uint32_t n, ncommand;
	uint32_t deal, key; /* key: of its date, in the order of the bytes */
};

/* The text of a day, and how far it is from now. */
struct line_day {
	int32_t day;
	uint8_t n; /* bytes of distance; 0: it is today */
	char date[10];
	char distance[13]; /* "3d" */
};

enum { LINE_DAYS = 2048, LINE_TEXTS = 64 };

struct due_lines {
	const struct schema *schema;
	struct moment now;
	struct arena arena;
	char *room, *room_end; /* of the arena */
	struct due_made *line; /* owned, n of them in the order of adding */
	size_t n, cap;
	struct line_day *days;        /* owned by the arena: those met lately */
	struct str plain[LINE_TEXTS]; /* texts met lately that need no --, by address */
	struct buf scratch;
	struct line_key {
		char name[8]; /* " rule:", zeros behind it */
		uint8_t n;
		bool text; /* may need quotes */
	} key[LINE_PARTS]; /* in the order of the row */
};

void due_lines_init(struct due_lines *l, const struct schema *s, struct moment now);
void due_lines_release(struct due_lines *l);

/* Adds a line; late: and in: of *t are filled in.  Its text stays as it is until the
 * lines are released.  The line, good until a command is added. */
const char *due_lines_add(struct due_lines *l, struct due_text *t, uint32_t deal);

/* Adds the command of the line added last. */
void due_lines_add_command(struct due_lines *l, struct str command);

/* All lines of `count` that were added to deal after deal, one after the other, in
 * the order of their bytes; *n: how many.  The caller frees it; the bytes stay those
 * of the lines that were given. */
struct due_line *due_lines_sort(struct due_lines *const l[], size_t count, size_t *n);

#endif
