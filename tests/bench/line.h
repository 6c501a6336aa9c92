/*
 * line: the parts of a record as bytes, for gen.
 *
 * Random numbers, names, the time of day, the output buffer, words and texts.
 * Everything appends to the buffer without asking for room: a record has at most
 * RECORD_MAX bytes, and line_end() flushes while there is still room for one.
 */
#ifndef BENCH_LINE_H
#define BENCH_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	DAY_FIRST = 18628, /* 2021-01-01, in days since 1970-01-01 */
	DAYS_KNOWN = 2291, /* to 2027-04-10 */
	OUT_SIZE = 1 << 20,
	RECORD_MAX = 4096,
};

enum script { ASCII, CYRILLIC, CJK, SCRIPTS };

struct rng {
	uint64_t s;
};

struct line {
	struct rng head, text; /* separate, so that heads don't depend on texts */
	enum script script;
	bool worst;   /* hostile texts */
	bool aligned; /* columns as people align them */
	int fd;
	size_t n;
	char dates[DAYS_KNOWN][10];
	char p[OUT_SIZE];
};

/* Words to choose from. */
struct list {
	const char *const *words;
	unsigned n;
};
#define LIST(array) \
	{ \
		(array), sizeof(array) / sizeof *(array) \
	}

extern const struct list deal_names, first_names, currencies, deal_kinds, channels, roles, moods,
    answers;

/* Of a person, a deal or an org; NUL-terminated. */
struct name {
	char p[40];
	size_t n;
};

/* Those who take part in a deal: numbers from 0, ours first. */
struct sides {
	unsigned ours, all;
};

/* When the last record was; day -1 before the first of a deal. */
struct clock {
	int day, minute;
};

/* Fills in the dates and standard output; everything else must be zero. */
void line_init(struct line *l);

/* Starts both streams of random numbers for a deal. */
void line_seed(struct line *l, uint64_t seed, uint64_t deal);

/* From the heads' stream: a number from 0 to n - 1; true in p of 100 cases. */
unsigned line_below(struct line *l, unsigned n);
bool line_percent(struct line *l, unsigned p);

/* From the heads' stream: one of ours; one of theirs. */
unsigned one_of_ours(struct line *l, struct sides s);
unsigned one_of_theirs(struct line *l, struct sides s);

/* The word and, unless it is 0, the number, separated by that character. */
struct name name_of(const char *word, char parting, uint64_t no);

/* Sorts n names by bytes. */
void names_sort(struct name *names, unsigned n);

/* Moves on to a day, and with every record a little within it. */
void clock_move(struct clock *c, struct line *l, int day);

void put_n(struct line *l, const char *p, size_t n);
void put(struct line *l, const char *z);
void put_uint(struct line *l, uint64_t v);
void put_two(struct line *l, unsigned v); /* v as two digits */

/* One of the words, from the heads' stream. */
const char *one_word(struct line *l, const struct list *list);

/* Appends the date that many days after 2021-01-01. */
void put_date(struct line *l, int day);

/* The same, with a time of day unless the minute is -1. */
void put_when(struct line *l, int day, int minute);

/* Appends a blank and the record's type, padded with blanks if aligned. */
void put_type(struct line *l, const char *type);

/* Append a blank, the sigil and a name; ` %` with letter and number; ` amt:` with an
 * amount, in hundredths; `key` (which includes blank and colon) with one of the words. */
void put_name(struct line *l, char sigil, const struct name *name);
void put_id(struct line *l, char letter, unsigned id);
void put_amount(struct line *l, int64_t hundredths, const char *currency);
void put_one(struct line *l, const char *key, const struct list *list);

/* Appends whose side a person is on, and for theirs the org, which is hard to read with
 * hostile texts. */
void put_side(struct line *l, bool ours, const struct name *org);

/* Appends a blank (two if aligned) and a text of least to most bytes, or about that with
 * hostile texts; least must be 30 or more. */
void put_text(struct line *l, unsigned least, unsigned most);

/* Ends the record. */
void line_end(struct line *l);

/* Writes out what is in the buffer. */
void line_flush(struct line *l);

/* The script with that name, or SCRIPTS. */
enum script script_named(const char *name);

/* Reports what failed, with strerror(errno), and exits with status 2. */
_Noreturn void die(const char *what);

/* That many zeroed bytes, for the caller to free(3); or dies. */
void *room(size_t n);

#endif
