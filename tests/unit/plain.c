#include "base/plain.h"

#include "unit.h"

static const struct {
	const char *bytes;
	size_t max;
	const char *want;
} rows[] = {
	{ "", 80, "" },
	{ "plain", 80, "plain" },
	{ "  two \t\r\n words\n", 80, "two words" },
	{ "\n\n", 80, "" },
	{ "a\033[31mb\177c\302\205d", 80, "a [31mb c d" },
	{ "a\342\200\256b\342\201\246c\357\273\277d", 80, "abcd" },
	{ "a\377b\300\257c", 80, "a\357\277\275b\357\277\275\357\277\275c" },
	{ "a\342\202", 80, "a\357\277\275" },
	{ "na\303\257ve \346\243\256", 80, "na\303\257ve \346\243\256" },
	{ "12345", 5, "12345" },
	{ "123456", 5, "12..." },
	{ "12 456", 6, "12 456" },
	{ "12 4567", 6, "12..." },
	{ "\346\243\256\346\243\256\346\243\256", 8, "\346\243\256..." },
	{ "\346\243\256\346\243\256", 3, "..." },
	{ "x   ", 1, "x" },
};

int
main(void)
{
	struct buf b = buf_mem();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		plain_put(&b, str_from(rows[i].bytes), rows[i].max);
		check_buf(rows[i].bytes, rows[i].want, &b);
	}
	buf_str(&b, STR("kept: "));
	plain_put(&b, (struct str){ " a\0b ", 5 }, 80);
	check_buf("appends; NUL", "kept: a b", &b);
	buf_release(&b);
	return unit_end("plain");
}
