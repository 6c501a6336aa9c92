#include "book/eye.h"

void
eye_open(struct book *eye, const struct book *b)
{
	*eye = *b;
	eye->arena = (struct arena){ 0 };
	eye->date = buf_mem();
	lex_init(&eye->lexer, b->schema, NULL);
}

void
eye_close(struct book *eye)
{
	lex_release(&eye->lexer);
	buf_release(&eye->date);
	arena_release(&eye->arena);
}
