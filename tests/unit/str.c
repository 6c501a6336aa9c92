/* Numbers in slices, and small letters; the rest of str.h is under all other tests. */
#include "unit.h"

static const struct {
	const char *text;
	int number;
} numbers[] = {
	{ "0", 0 },
	{ "7", 7 },
	{ "007", 7 },
	{ "1234567890", 999999999 },
	{ "99999999", 99999999 },
	{ "99999999999999999999999999", 999999999 },
	{ "999999999", 999999999 },
	{ "999999998", 999999998 },
	{ "1000000000", 999999999 },
	{ "00000000000000000000012", 12 },
	{ "", -1 },
	{ " 1", -1 },
	{ "1 ", -1 },
	{ "+1", -1 },
	{ "-1", -1 },
	{ "1.0", -1 },
	{ "1e3", -1 },
	{ "/", -1 },
	{ ":", -1 },
	{ "99999999999a", -1 },
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		check_int(
		    numbers[i].text, numbers[i].number, str_number(str_from(numbers[i].text)));
	check_int("null", -1, str_number((struct str){ NULL, 0 }));
	check_int("not past the end", 12, str_number((struct str){ "123", 2 }));
	for (int c = 0; c < 256; c++) {
		bool capital = c >= 'A' && c <= 'Z';

		check_int(
		    "small letter", capital ? c - 'A' + 'a' : c, (unsigned char)str_lower((char)c));
	}
	return unit_end("str");
}
