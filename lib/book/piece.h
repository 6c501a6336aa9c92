/*
 * piece: a file of records as the pieces that a merge moves about.
 *
 * A piece is a record with its continuation lines, a comment, or a line that is
 * neither; the blank lines before it belong to it.  All pieces of a text, with their
 * space, and its tail make up the text byte for byte, except for a byte order mark
 * and a missing last newline, which are noted separately.
 *
 * Pieces of several texts are compared by number: equal numbers mean equal bytes
 * (ignoring carriage returns), equal meaning, or the same thing defined.
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

/* Where an id is in a piece's bytes, without its '%': offset and length. */
struct ref {
	uint32_t at, n;
};

/* There are as many as the three texts have lines, so each is kept small. */
struct piece {
	const char *start; /* where its space begins; see piece_space() and piece_bytes() */
	uint32_t nspace, nbytes;
	uint32_t line;   /* its first line's number, from 1 */
	uint32_t symbol; /* for its bytes */
	uint8_t kind;    /* enum piece_kind */
	bool resets;     /* not a record: no deal is in force below it */
	/* for records only */
	bool bare;           /* names no deal, so its place says which */
	uint8_t type;        /* enum type */
	int32_t day;         /* DAY_NONE: no date */
	uint32_t canon;      /* symbol for its meaning: the bytes of its canonical line */
	uint32_t identity;   /* symbol for what it defines or declares; NO_PIECE: nothing */
	uint32_t deal;       /* symbol for its deal's name */
	uint32_t scope;      /* the deal line above it; NO_PIECE: none */
	uint32_t word_end;   /* offset in its bytes of the end of its type */
	uint32_t ref, nrefs; /* its ids, in text.refs; if it defines one, that comes first */
};

struct meaning;

struct symbols { /* all zero except for schema: none yet */
	const struct schema *schema;
	struct names names; /* those of bytes are slices of the texts, */
	struct arena arena; /* or of this, for a last line that had no newline */
	/* for the lines of the text read first, which have the first numbers, in order */
	struct meaning *first;
	uint32_t nfirst;
	uint32_t last, deal; /* the line numbered last; the deal numbered last + 1 */
};

struct text {
	struct str bytes;
	struct piece *piece; /* owned */
	uint32_t n;
	struct ref *refs; /* owned */
	uint32_t nrefs;
	struct str tail; /* blank lines at its end */
	struct str lent; /* the line end added to its last line, as it had none */
	bool bom;
};

/* The blank lines before it; and the piece itself, each line of which ends in LF. */
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

/* What follows a record's type. */
static inline struct str
piece_rest(const struct piece *p)
{
	return (struct str){ p->start + p->nspace + p->word_end, p->nbytes - p->word_end };
}

/* The sorts of things that have numbers. */
enum symbol_of { OF_BYTES, OF_IDENTITY, OF_DEAL, OF_ID, OF_STEM };

/* The number of some bytes; equal bytes of the same sort have the same number. */
uint32_t symbol(struct symbols *s, enum symbol_of sort, struct str bytes);

/* Does the piece define an item, whose id is the first of its refs? */
bool piece_defines(const struct piece *p);

/* Divides a text of less than 4 GiB into pieces; the bytes must outlive it and the
 * symbols.  Errors aren't reported: such lines become pieces that aren't records. */
void text_read(struct text *t, struct symbols *s, struct str bytes);

void text_release(struct text *t);
void symbols_release(struct symbols *s);

#endif
