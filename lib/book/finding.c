#include "book/finding.h"

#include <stdlib.h>

static int
cmp_findings(const void *vx, const void *vy)
{
	const struct finding *x = vx, *y = vy;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	if (x->at.line != y->at.line)
		return x->at.line < y->at.line ? -1 : 1;
	if (x->at.col != y->at.col)
		return x->at.col < y->at.col ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

void
findings_report(struct finding *list, size_t n, struct diag *d, const struct audit_filter *filter)
{
	if (n)
		qsort(list, n, sizeof(*list), cmp_findings);
	for (size_t i = 0; i < n; i++) {
		const struct finding *f = &list[i];

		if (filter && !filter->wants(filter->self, f->id, f->at, f->other))
			continue;
		diag_report(d, f->id, f->at, f->a, f->b, f->c);
		if (f->other.line)
			diag_note(d, f->other, f->note, STR(""), STR(""));
		if (f->meant.n)
			diag_note(d, f->at, "did you mean '$1'?", f->meant, STR(""));
	}
}
