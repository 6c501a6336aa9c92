/*
 * mail.c: a mail written from hostile names, subjects, addresses and bodies has
 * the header fields that it should and no others, and lines that mail takes.
 * Lines of the input are the names, the addresses, the subject, the id answered;
 * what is left is the body.
 */
#include "fuzz.h"

#include "draft/mail.h"

static const char *const fields[] = { "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To",
	"References", "MIME-Version", "Content-Type", "Content-Transfer-Encoding" };

enum { NFIELDS = sizeof(fields) / sizeof(*fields) };

static void
check_header(struct str *rest)
{
	bool seen[NFIELDS] = { false };
	struct str line;

	while ((line = str_cut(rest, '\n')).n) {
		size_t i = 0;
		struct str name = line;

		fuzz_want(line.n <= 998, "header lines that mail takes");
		for (size_t j = 0; j < line.n; j++)
			fuzz_want((unsigned char)line.p[j] < 0x7f &&
				      ((unsigned char)line.p[j] >= 0x20 || line.p[j] == '\t'),
			    "a header of printable ASCII");
		if (*line.p == ' ' || *line.p == '\t')
			continue;
		name = str_cut(&line, ':');
		while (i < NFIELDS && !str_eq(name, str_from(fields[i])))
			i++;
		fuzz_want(i < NFIELDS && !seen[i], "known header fields, each once");
		seen[i] = true;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str rest = { (const char *)p, n }, parts[6], out;
	struct buf b = buf_mem();
	struct mail m;

	for (int i = 0; i < 6; i++)
		parts[i] = rest.p ? str_cut(&rest, '\n') : STR("");
	m = (struct mail){ .from_name = parts[0],
		.from = mail_is_address(parts[1]) ? parts[1] : STR(""),
		.to_name = parts[2],
		.to = mail_is_address(parts[3]) ? parts[3] : STR(""),
		.subject = parts[4],
		.date = { 20285, 600 },
		.zone = 60,
		.seed = parts[0],
		.in_reply_to = mail_is_id(parts[5]) ? parts[5] : STR(""),
		.body = rest.p ? rest : STR("") };
	if (!fuzz_is_safe((struct str){ (const char *)p, n }) || memchr(p, '\t', n)) {
		buf_release(&b);
		return 0; /* no record holds it */
	}
	mail_put(&b, &m, false);
	out = buf_view(&b);
	check_header(&out);
	while (out.p && out.n) {
		struct str line = str_cut(&out, '\n');

		fuzz_want(line.n <= 998, "body lines that mail takes");
		fuzz_want(!str_starts(line, STR("From ")), "no line that begins a mailbox");
	}
	buf_release(&b);
	fuzz_want(fuzz_free_all(), "no memory left behind");
	return 0;
}
