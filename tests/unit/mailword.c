#include "draft/mailword.h"

#include "draft/subject.h"

#include "unit.h"

static const struct {
	const char *body, *want;
} words[] = {
	{ "plain text", "plain text" },
	{ "=?utf-8?Q?a_b=3D=c3=a9?=", "a b=\303\251" },
	{ "=?UTF-8?b?w6k=?=", "\303\251" },
	{ "=?UTF-8?b?w6k?=", "\303\251" },
	{ "x =?utf-8?q?a?=\r\n =?utf-8?q?b?= y", "x ab y" },
	{ "=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c" },
	{ "=?utf-8?b?4oI=?= =?utf-8?b?rA==?=", "\342\202\254" },
	{ "=?iso-8859-1?q?=e9=80?=", "\303\251\342\202\254" },
	{ "=?iso-8859-15?q?=a4=e9?=", "\342\202\254\303\251" },
	{ "=?windows-1252?q?=81?=", "\357\277\275" },
	{ "=?us-ascii*en?q?a?=", "a" },
	{ "=?unknown-8bit?q?caf=e9?=", "caf\303\251" },
	{ "=?unknown-8bit?q?caf=c3=a9?=", "caf\303\251" },
	{ "=?us-ascii?q?caf=e9?=", "caf\303\251" },
	{ "=?utf8?q?a=ff?=", "a\357\277\275" },
	{ "=?x-gbk?b?1tA=?=", "\344\270\255" },
	{ "=?utf-8?q?a b?=", "a b" },
	{ "=?utf-8?q?=0Aa=00b?=", "\na" }, /* as far as a C string shows */
	{ "=?utf-8?x?a?=", "=?utf-8?x?a?=" },
	{ "=?utf-8?q?a", "=?utf-8?q?a" },
	{ "=?\?q?a?=", "=?\?q?a?=" },
	{ "=?utf-8?q?\?=", "" },
	{ "caf\351", "caf\303\251" },
	{ "caf\303\251", "caf\303\251" },
	{ "=?koi8-r?B?8NLJ18XU?=", "\320\237\321\200\320\270\320\262\320\265\321\202" },
	{ "=?=?utf-8?q?a?=", "=?a" },
	{ "=?utf-8?q?=3d=4F=G0=0g=?=", "=O=G0=0g=" },
	{ "=?utf-8?b?YS1fLys=?=", "a-_/+" },
	{ "=?utf-8?b?Pj-_Pz8_?=", ">?\357\277\275???" },
	{ "=?utf-8?qq?a?=", "=?utf-8?qq?a?=" },
	{ "=?utf-8?q?=", "=?utf-8?q?=" },
	{ "=?utf-8?q?a?\?=", "a?" },
	{ "=?iso-8859-1?q?a=00b?=", "a" },
	{ "=?cp1252?q?=80?=", "\342\202\254" },
	{ "=?gb2312?q?a=ffb?=", "a\357\277\275b" },
};

static const struct {
	const char *body, *name, *want; /* null: no such */
} params[] = {
	{ "text/plain; charset=utf-8", "charset", "utf-8" },
	{ "multipart/mixed;\r\n\tBoundary=\"a; b=c \\\" d\"; x=y", "boundary", "a; b=c \" d" },
	{ "multipart/mixed; boundary = ab ; x", "boundary", "ab" },
	{ "text/plain", "charset", NULL },
	{ "text/plain; charsets=x", "charset", NULL },
	{ "a; filename*=utf-8''%e2%82%ac%20x", "filename", "\342\202\254 x" },
	{ "a; filename*=iso-8859-1'en'%e9", "filename", "\303\251" },
	{ "a; filename*1=b; filename*0=a", "filename", "ab" },
	{ "a; filename*0*=utf-8''%c3; filename*1*=%a9; filename*2=%20", "filename", "\303\251%20" },
	{ "a; filename=plain; filename*=utf-8''%41", "filename", "A" },
	{ "a; filename=\"=?utf-8?q?=c3=a9?=\"", "filename", "\303\251" },
	{ "a; filename*99=x; filename=y", "filename", "y" },
	{ "a; filename*x=x; filename=y", "filename", "y" },
	{ "a; filename=\"open", "filename", "open" },
	{ "a; filename", "filename", "" },
	{ "a; filename*=%zz", "filename", "%zz" },
	{ "a; filename*=\"iso-8859-1''%e9\"", "filename", "\303\251" },
	{ "a; filename*=utf-8'%41", "filename", "utf-8'A" },
	{ "a; filename=\"b\\", "filename", "b\\" },
	{ "a; filename=b; filename=c", "filename", "b" },
	{ "a; filename*0=b; filename*0=c", "filename", "b" },
	{ "a; filename*:=x", "filename", NULL },
	{ "a; filename*64=x", "filename", NULL },
	{ "a; filename*=", "filename", "" },
	{ "a; filename=", "filename", "" },
	{ "a;", "filename", NULL },
};

static const struct {
	const char *subject, *re;
	bool answer;
} subjects[] = {
	{ "Thank you", "thanks", false },
	{ "Re: thanks, and the MINUTES", "thanks,recap", true },
	{ "agenda/agenda-agenda agenda", "agenda", false },
	{ "RE[3]: Invoice_12", "payment", true },
	{ "Reply: no", "", false },
	{ "thankful", "", false },
	{ "", "", false },
};

int
main(void)
{
	struct buf b = buf_mem();
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		mailword_put(&b, str_from(words[i].body));
		for (size_t n = 0; n < b.n; n++)
			if (b.p[n] == '\0')
				b.n = n;
		check_buf(words[i].body, words[i].want, &b);
	}
	for (i = 0; i < sizeof(params) / sizeof(params[0]); i++) {
		bool is = mailword_put_param(
		    &b, str_from(params[i].body), str_from(params[i].name));

		check_int(params[i].body, params[i].want != NULL, is);
		check_buf(params[i].body, params[i].want ? params[i].want : "", &b);
	}
	for (i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
		subject_put_re(&b, str_from(subjects[i].subject));
		check_buf(subjects[i].subject, subjects[i].re, &b);
		check_int(subjects[i].subject, subjects[i].answer,
		    subject_is_answer(str_from(subjects[i].subject)));
	}
	subject_put_inherited(&b, STR("thanks,recap,question,draft"), false);
	check_buf("what they answer", "recap,draft", &b);
	subject_put_inherited(&b, STR("thanks,recap,question,draft"), true);
	check_buf("what we answer", "draft", &b);
	buf_release(&b);
	return unit_end("words");
}
