/*
 * piece: a file of records as the pieces that a merge moves about.
 *
 * A piece is a record with its continuation lines, a comment, or a line that is
 * neither; the blank lines before it go with it.  All pieces of a text, with
 * their space, and its tail are the text byte for byte, but for a byte order
 * mark and a last newline that was missing, which are told apart.
 *
 * Pieces of several texts are compared by number: equal numbers, equal bytes
 * (carriage returns left out), equal meaning, the same thing defined.
 *
 *	struct symbols s = { .schema = &schema };
 *	struct text t;
 *	text_read(&t, &s, bytes);
 *	for (uint32_t i = 0; i < t.n; i++) ... t.piece[i] ...
 *	text_release(&t);
 *	symbols_release(&s);
 */
#ifndef FU_PIECE_H
#define FU_PIECE_H

#include "base/names.h"
#include "record/reader.h"

#define NO_PIECE UINT32_MAX

enum piece_kind { PIECE_OTHER, PIECE_COMMENT, PIECE_RECORD };

/* Where an id stands in a piece's bytes, without its '%'. */
struct ref {
	uint32_t at, n;
};

/* There are as many as there are lines in three texts, so each is kept small. */
struct piece {
	const char *start; /* of its space; see piece_space() and piece_bytes() */
	uint32_t nspace, nbytes;
	uint32_t line;   /* its first, from 1 */
	uint32_t symbol; /* of its bytes */
	uint8_t kind;    /* enum piece_kind */
	bool resets;     /* of what is no record: below it no deal is in force */
	/* of a record */
	bool bare;           /* it names no deal: where it stands says which */
	uint8_t type;        /* enum type */
	int32_t day;         /* DAY_NONE for none */
	uint32_t canon;      /* symbol of its meaning: of the bytes of its canonical line */
	uint32_t identity;   /* symbol of what it defines or declares; NO_PIECE for none */
	uint32_t deal;       /* symbol of its deal's name */
	uint32_t scope;      /* the deal line above it; NO_PIECE for none */
	uint32_t word_end;   /* in its bytes, behind its type */
	uint32_t ref, nrefs; /* its ids, in text.refs; the first one it defines, if any */
};

struct meaning;

struct symbols { /* all zero but for the schema: none yet */
	const struct schema *schema;
	struct names names; /* those of bytes lie in the texts, */
	struct arena arena; /* or here, where a text had to be given its last newline */
	/* of the lines of the text read first, which have the first numbers, in order */
	struct meaning *first;
	uint32_t nfirst;
	uint32_t last, deal; /* the line numbered last, the deal likewise + 1 */
};

struct text {
	struct str bytes;
	struct piece *piece; /* owned */
	uint32_t n;
	struct ref *refs; /* owned */
	uint32_t nrefs;
	struct str tail; /* blank lines at its end */
	struct str lent; /* the end its last line has been given, as it had none */
	bool bom;
};

/* Blank lines before it; and it, each line of which ends in LF. */
static inline struct str
piece_space(const struct piece *p)
{
	return (struct str){ p->start, p->nspace };
}

static inline struct str
piece_bytes(const struct piece *p)
{
	return (struct str){ p->start + p->nspace, p->nbytes };
}

/* What stands behind a record's type. */
static inline struct str
piece_rest(const struct piece *p)
{
	return (struct str){ p->start + p->nspace + p->word_end, p->nbytes - p->word_end };
}

/* What a number is of. */
enum symbol_of { OF_BYTES, OF_IDENTITY, OF_DEAL, OF_ID, OF_STEM };

/* The number of some bytes; equal bytes of one sort, equal number. */
uint32_t symbol(struct symbols *s, enum symbol_of sort, struct str bytes);

/* Does the piece give an item its id, the first of its refs? */
bool piece_defines(const struct piece *p);

/* Takes a text apart, below 4 GiB; the bytes must outlive it and the symbols.  What is wrong in it is not
 * reported: such lines are pieces that are no records. */
void text_read(struct text *t, struct symbols *s, struct str bytes);

void text_release(struct text *t);
void symbols_release(struct symbols *s);

#endif
