/*
 * dueline: due records as lines, put together and sorted.
 *
 * A line is written once, straight to where it stays: the order of its keys is that
 * of the schema's row of `due`, and the texts of dates are remembered.  If lines are
 * added deal by deal, in the order of the deals' names, then sorting by date is
 * sorting by bytes, and only lines of the same deal and date need comparing.
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

/* The keys that a due line may have, in the order of the row; late: and in: are filled in
 * from the date. */
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

/* What a line says; what is empty is left out. */
struct due_text {
	struct moment when;
	struct str deal, id;
	const struct str *people; /* sorted by bytes */
	size_t npeople;
	struct str value[LINE_PARTS];
	struct str text;
};

struct due_line {
	struct str line;    /* a canonical due record with its LF; can be lexed again */
	struct str command; /* the fu-log command that clears it; empty unless asked for */
};

/* A line as it was made: n bytes, followed by the ncommand bytes of its command. */
struct due_made {
	const char *p;
	uint32_t n, ncommand;
	uint32_t deal, key; /* key: stands for its date, and sorts as its bytes do */
};

/* A day as text, and its distance from now. */
struct line_day {
	int32_t day;
	uint8_t n; /* length of distance; 0: it is today */
	char date[10];
	char distance[13]; /* as "3d" */
};

enum { LINE_DAYS = 2048, LINE_TEXTS = 64 };

struct due_lines {
	const struct schema *schema;
	struct moment now;
	struct arena arena;
	char *room, *room_end; /* in the arena */
	struct due_made *line; /* owned, in the order added */
	size_t n, cap;
	struct line_day *days;        /* in the arena: recently used days */
	struct str plain[LINE_TEXTS]; /* recent texts that need no --, by address */
	struct buf scratch;
	struct line_key {
		char name[8]; /* " rule:", padded with zeros */
		uint8_t n;
		bool text; /* values may need quotes */
	} key[LINE_PARTS]; /* in the order of the row */
};

void due_lines_init(struct due_lines *l, const struct schema *s, struct moment now);
void due_lines_release(struct due_lines *l);

/* Adds a line to those of a deal; fills in late: and in: of *t.  t->text must not change
 * until the lines are released.  Returns the line, valid until a command is added. */
const char *due_lines_add(struct due_lines *l, struct due_text *t, uint32_t deal);

/* Adds the command for the line added last. */
void due_lines_add_command(struct due_lines *l, struct str command);

/* All lines of l[0] to l[count - 1], sorted by bytes; *n is how many.  Deals must have been
 * added in the order of their names, throughout.  The caller frees the array with free(3);
 * the bytes still belong to l. */
struct due_line *due_lines_sort(struct due_lines *const l[], size_t count, size_t *n);

#endif
