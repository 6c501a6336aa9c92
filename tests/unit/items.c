#include "book/book.h"

#include "unit.h"

#include <stdlib.h>

enum { DEALS = 3, IDS = 3000, LONGEST = 12 };

/* Items by their ids, of a deal's first few on, by a look at all of them: ids of one
 * to 12 letters, those above 8 often alike in all but one. */
int
main(void)
{
	static struct schema schema;
	struct known {
		uint32_t deal;
		struct str id;
	} *known = mem_grow(NULL, sizeof(*known), IDS);
	struct book b;
	uint64_t seed = 77;
	uint32_t n = 0, deals[DEALS];

	schema_init(&schema);
	book_init(&b, &schema, MOMENT_NONE, STR("me"));
	deals[0] = book_add_deal(&b, STR("acme"));
	deals[1] = book_add_deal(&b, STR("the-harbour-of-all-the-ships-there-are"));
	deals[2] = book_add_deal(&b, STR(""));
	check_int("a deal once", deals[1],
	    book_add_deal(&b, STR("the-harbour-of-all-the-ships-there-are")));
	check_int("a deal found", deals[0], book_deal(&b, STR("acme")));
	for (int i = 0; i < IDS; i++) {
		char text[LONGEST];
		struct str id = { text, (size_t)unit_between(&seed, 1, LONGEST) };
		uint32_t deal = deals[unit_random(&seed) % DEALS], at;

		memset(text, 'a', sizeof(text));
		for (int k = 0; k < 2; k++)
			text[unit_random(&seed) % id.n] = (char)('a' + unit_random(&seed) % 8);
		for (at = 0; at < n; at++)
			if (known[at].deal == deal && str_eq(known[at].id, id))
				break;
		check_int("found", at < n ? at : NONE, book_item(&b, deal, id));
		check_int("added", at, book_add_item(&b, deal, id, (struct str){ NULL, 0 }));
		check_int("once", at, book_add_item(&b, deal, id, (struct str){ NULL, 0 }));
		if (at == n)
			known[n++] = (struct known){ deal, item_id(&b.item[at]) };
		check_int("its deal", deal, b.item[at].deal);
		check_int("its id", 1, str_eq(known[at].id, id));
	}
	for (uint32_t i = 0; i < n; i++)
		check_int("found when all are there", i, book_item(&b, known[i].deal, known[i].id));
	check_int("of no deal", NONE, book_item(&b, NONE, known[0].id));
	book_release(&b);
	free(known);
	return unit_end("items");
}
