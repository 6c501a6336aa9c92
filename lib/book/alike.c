#include "book/alike.h"

#include <stdlib.h>

/* Pieces that say the same. */
struct group {
	uint32_t free[2]; /* how many have no match: in the old text, in the new */
	uint32_t next;    /* the first of the old ones still to be matched */
	bool matched;     /* some piece of the group has a match */
};

struct alike {
	struct names names; /* what pieces say; by group */
	struct arena arena;
	struct buf says;
	struct group *group; /* owned */
	size_t cap;
};

/* What a canonical line says apart from ids: of words with a '%', only what precedes it. */
static void
say(struct buf *says, struct str line)
{
	says->n = 0;
	while (line.p) {
		struct str word = str_cut(&line, ' ');

		buf_str(says, str_cut(&word, '%'));
		buf_char(says, ' ');
	}
}

/* The group of each piece of a text, NO_PIECE for one that defines no item; counts the
 * groups' members.  match: the match of each piece. */
static uint32_t *
find_groups(struct alike *a, const struct symbols *s, const struct text *t, const uint32_t *match,
    int which)
{
	uint32_t *group = mem_grow(NULL, sizeof(*group), t->n);

	for (uint32_t i = 0; i < t->n; i++) {
		uint32_t n = a->names.n;

		group[i] = NO_PIECE;
		if (!piece_defines(&t->piece[i]))
			continue;
		say(&a->says, names_name(&s->names, t->piece[i].canon));
		group[i] = names_keep(&a->names, 0, buf_view(&a->says), &a->arena);
		a->group = mem_at_least(a->group, sizeof(*a->group), &a->cap, group[i]);
		if (group[i] == n)
			a->group[n] = (struct group){ .next = NO_PIECE };
		a->group[group[i]].free[which] += match[i] == NO_PIECE;
		a->group[group[i]].matched |= match[i] != NO_PIECE;
	}
	return group;
}

/* Does any piece that defines an item lack a match? */
static bool
is_any_free(const struct text *t, const uint32_t *match)
{
	for (uint32_t i = 0; i < t->n; i++)
		if (match[i] == NO_PIECE && piece_defines(&t->piece[i]))
			return true;
	return false;
}

void
alike_match(
    struct match *m, const struct symbols *s, const struct text *old, const struct text *new)
{
	struct alike a = { .says = buf_mem() };
	uint32_t *of_old, *of_new, *next;

	if (!is_any_free(old, m->to) || !is_any_free(new, m->from))
		return;
	of_old = find_groups(&a, s, old, m->to, 0);
	of_new = find_groups(&a, s, new, m->from, 1);
	next = mem_grow(NULL, sizeof(*next), old->n);
	for (uint32_t i = old->n; i-- > 0;)
		if (of_old[i] != NO_PIECE && m->to[i] == NO_PIECE) {
			next[i] = a.group[of_old[i]].next;
			a.group[of_old[i]].next = i;
		}
	for (uint32_t j = 0; j < new->n; j++) {
		struct group *g = of_new[j] == NO_PIECE ? NULL : &a.group[of_new[j]];
		uint32_t i;

		if (!g || m->from[j] != NO_PIECE || g->matched || g->free[0] != g->free[1])
			continue;
		i = g->next;
		g->next = next[i];
		m->to[i] = j;
		m->from[j] = i;
	}
	names_release(&a.names);
	arena_release(&a.arena);
	buf_release(&a.says);
	free(a.group);
	free(of_old);
	free(of_new);
	free(next);
}
