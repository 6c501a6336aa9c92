/* The rules of the Mustache specification's six core modules, in cases of our
 * own; then the findings, the limits, and what is asked of a host and a source. */
#include "draft/mustache.h"

#include "json.h"
#include "unit.h"

struct row {
	const char *template, *data, *want, *partials;
};

static const struct row comments[] = {
	{ "net{{! of tax }} price", "{}", "net price", 0 },
	{ "a{{!\n two\n lines\n}}b\n", "{}", "ab\n", 0 },
	{ "one\n{{! gone, with its line }}\ntwo\n", "{}", "one\ntwo\n", 0 },
	{ "one\n \t{{! gone too }} \t\ntwo\n", "{}", "one\ntwo\n", 0 },
	{ "one\n  {{!\n  all\n  three\n  }}\ntwo\n", "{}", "one\ntwo\n", 0 },
	{ "one\r\n{{! dos }}\r\ntwo", "{}", "one\r\ntwo", 0 },
	{ "  {{! the first line }}\nx", "{}", "x", 0 },
	{ "x\n  {{! the last line }}", "{}", "x\n", 0 },
	{ " a {{! not alone }}\n", "{}", " a \n", 0 },
	{ "{{! not }} alone\n", "{}", " alone\n", 0 },
	{ "{{! two }}{{! in a line }}\n", "{}", "\n", 0 },
	{ "x {{! a }} y {{! b }} z", "{}", "x  y  z", 0 },
	{ "{{!a}}", "{ \"!a\": \"shown\", \"a\": \"shown\" }", "", 0 },
	{ "{{!{{a}}-{{a}}", "{ \"a\": \"A\" }", "-A", 0 },
	{ "{{!}}x{{! # / ^ > = & }}", "{}", "x", 0 },
	{ "a\n{{! one }}\n{{! two }}\n\nb\n", "{}", "a\n\nb\n", 0 },
	{ "a\rb\n\r{{! a lone CR is no end of a line }}\n", "{}", "a\rb\n\r\n", 0 },
};

static const struct row delimiters[] = {
	{ "{{=<% %>=}}<%who%> {{who}}", "{ \"who\": \"Jo\" }", "Jo {{who}}", 0 },
	{ "{{=[ ]=}}[who] {{=x=}}", "{ \"who\": \"Jo\" }", "Jo {{=x=}}", 0 },
	{ "{{=| |=}}|who|,|#on|(|who|)|/on||^on|no|/on|", "{ \"who\": \"Jo\", \"on\": true }",
	    "Jo,(Jo)", 0 },
	{ "{{=<% %>=}}<%#on%>{{who}}<%who%><%/on%><%={{ }}=%>{{who}}", "{ \"who\": \"Jo\", \"on\": true }",
	    "{{who}}JoJo", 0 },
	{ "{{#on}}{{=$ $=}}$who$$/on$.$who$", "{ \"who\": \"Jo\", \"on\": [1, 2] }", "JoJo.Jo", 0 },
	{ "{{=  @@   %%  =}}@@who%%", "{ \"who\": \"Jo\" }", "Jo", 0 },
	{ "{{=\n<<\n>>\n=}}<<who>>", "{ \"who\": \"Jo\" }", "Jo", 0 },
	{ "( {{=| |=}} )", "{}", "(  )", 0 },
	{ "a\n{{=| |=}}\nb", "{}", "a\nb", 0 },
	{ "a\n  {{=| |=}}  \r\nb", "{}", "a\nb", 0 },
	{ "  {{=| |=}}\nb", "{}", "b", 0 },
	{ "a\n  {{=| |=}}", "{}", "a\n", 0 },
	{ " | {{=@ @=}}\n", "{}", " | \n", 0 },
	{ "{{>p}} {{=| |=}}|>p|", "{ \"who\": \"Jo\" }", "[Jo|who|] [Jo|who|]",
	    "{ \"p\": \"[{{who}}|who|]\" }" },
	{ "{{>p}} {{who}}|who|", "{ \"who\": \"Jo\" }", "Jo{{who}} Jo|who|",
	    "{ \"p\": \"{{=| |=}}|who|{{who}}\" }" },
	{ "{{=<% %>=}}<%{who}%><%&who%><%who%>", "{ \"who\": \"<\" }", "<<&lt;", 0 },
	{ "{{=<% %>=}}{{{who}}}", "{ \"who\": \"<\" }", "{{{who}}}", 0 },
	{ "{{=}} }}=}}}}who}}", "{ \"who\": \"Jo\" }", "Jo", 0 },
	{ "{{=aab b=}}aaabwhob", "{ \"who\": \"Jo\" }", "aJo", 0 },
};

static const struct row interpolation[] = {
	{ "", "{}", "", 0 },
	{ "no {tag} in } here {\n", "{}", "no {tag} in } here {\n", 0 },
	{ "Dear {{who}},", "{ \"who\": \"Jo\" }", "Dear Jo,", 0 },
	{ "{{a}}{{{a}}}{{&a}}", "{ \"a\": \"& < > \\\" '\" }",
	    "&amp; &lt; &gt; &quot; &#39;& < > \" '& < > \" '", 0 },
	{ "{{n}} {{{n}}} {{&n}}", "{ \"n\": 85 }", "85 85 85", 0 },
	{ "{{n}} {{m}}", "{ \"n\": 1.210, \"m\": 2.0 }", "1.21 2", 0 },
	{ "({{no}})({{{no}}})({{&no}})", "{}", "()()()", 0 },
	{ "({{no}})({{{no}}})({{&no}})", "{ \"no\": null }", "()()()", 0 },
	{ "({{no}})", "{ \"no\": false }", "()", 0 },
	{ "({{o}})({{l}})", "{ \"o\": { \"a\": 1 }, \"l\": [1] }", "()()", 0 },
	{ "{{a}}", "{ \"a\": \"{{b}}{{#b}}{{/b}}\", \"b\": \"no\" }", "{{b}}{{#b}}{{/b}}", 0 },
	{ "{{{a}}}{{>b}}", "{ \"a\": \"{{>b}}\", \"b\": \"no\" }", "{{>b}}", "{ \"b\": \"\" }" },
	{ "{{deal.who.name}}", "{ \"deal\": { \"who\": { \"name\": \"Jo\" } } }", "Jo", 0 },
	{ "{{{deal.name}}}{{&deal.name}}", "{ \"deal\": { \"name\": \"<\" } }", "<<", 0 },
	{ "{{#deal}}{{who.name}}{{/deal}}",
	    "{ \"deal\": { \"who\": { \"name\": \"Jo\" } }, \"who\": { \"name\": \"no\" } }", "Jo", 0 },
	{ "({{a.b.c}})", "{ \"a\": {} }", "()", 0 },
	{ "({{a.b}})", "{ \"a\": { }, \"b\": \"no\" }", "()", 0 },
	{ "({{a.b}})", "{ \"a\": \"text\", \"b\": \"no\" }", "()", 0 },
	{ "({{a.b}})", "{ \"a\": [{ \"b\": 1 }] }", "()", 0 },
	{ "({{a.b.c.name}})", "{ \"a\": { \"b\": {} }, \"c\": { \"name\": \"no\" } }", "()", 0 },
	{ "({{#a}}{{b.c}}{{/a}})", "{ \"a\": { \"b\": {} }, \"b\": { \"c\": \"no\" } }", "()", 0 },
	{ "({{a.b}})", "{ \"a.b\": \"no\" }", "()", 0 },
	{ "({{a.b}})", "{ \"a.b\": \"no\", \"a\": { \"b\": \"yes\" } }", "(yes)", 0 },
	{ "{{#a}}({{b}}){{/a}}", "{ \"a\": { \"b\": null }, \"b\": \"no\" }", "()", 0 },
	{ "{{#a}}({{b}}){{/a}}", "{ \"a\": { \"c\": 1 }, \"b\": \"yes\" }", "(yes)", 0 },
	{ "{{.}}{{{.}}}{{&.}}", "\"<\"", "&lt;<<", 0 },
	{ "{{.}} pieces", "600", "600 pieces", 0 },
	{ "[ {{a}} ] [ {{{a}}} ] [ {{&a}} ]", "{ \"a\": \"-\" }", "[ - ] [ - ] [ - ]", 0 },
	{ "  {{a}}\n  {{{a}}}\r\n  {{&a}}\n", "{ \"a\": \"-\" }", "  -\n  -\r\n  -\n", 0 },
	{ "{{a}}\n", "{}", "\n", 0 },
	{ "{{ a }}{{\ta\n}}{{{ a }}}{{& a }}{{ & a}}", "{ \"a\": \"-\" }", "-----", 0 },
	{ "{{{a}}}}", "{ \"a\": \"-\" }", "-}", 0 },
	{ "{ {{{a}}} }", "{ \"a\": \"-\" }", "{ - }", 0 },
	{ "{{\xc3\xa9t\xc3\xa9}}", "{ \"\\u00e9t\\u00e9\": \"\\ud83d\\ude00\" }", "\xf0\x9f\x98\x80", 0 },
};

static const struct row inverted[] = {
	{ "{{^a}}no{{/a}}", "{}", "no", 0 },
	{ "{{^a}}no{{/a}}", "{ \"a\": false }", "no", 0 },
	{ "{{^a}}no{{/a}}", "{ \"a\": null }", "no", 0 },
	{ "{{^a}}no{{/a}}", "{ \"a\": \"\" }", "no", 0 },
	{ "{{^a}}no{{/a}}", "{ \"a\": [] }", "no", 0 },
	{ "({{^a}}no{{/a}})", "{ \"a\": true }", "()", 0 },
	{ "({{^a}}no{{/a}})", "{ \"a\": 0 }", "()", 0 },
	{ "({{^a}}no{{/a}})", "{ \"a\": {} }", "()", 0 },
	{ "({{^a}}no{{/a}})", "{ \"a\": [false] }", "()", 0 },
	{ "{{^a.b}}no{{/a.b}}{{^a.b.c}}no{{/a.b.c}}", "{ \"a\": {}, \"b\": 1 }", "nono", 0 },
	{ "({{^a.b}}no{{/a.b}})", "{ \"a\": { \"b\": 1 } }", "()", 0 },
	{ "{{^a}}1{{^a}}2{{/a}}3{{/a}}4", "{}", "1234", 0 },
	{ "{{^a}}1{{^a}}2{{/a}}3{{/a}}4", "{ \"a\": 1 }", "4", 0 },
	{ "{{^a}}{{b}}{{/a}}{{#a}}{{b}}{{/a}}", "{ \"b\": 1 }", "1", 0 },
	{ "{{^a}}\n* 1\n{{/a}}\n* 2\n{{^a}}\n* 3\n{{/a}}\n", "{}", "* 1\n* 2\n* 3\n", 0 },
	{ "x\n  {{^a}}\ny\n  {{/a}}\nz\n", "{}", "x\ny\nz\n", 0 },
	{ "x\r\n{{^a}}\r\n{{/a}}\r\nz", "{}", "x\r\nz", 0 },
	{ "  {{^a}}\n^{{/a}}\n/", "{}", "^\n/", 0 },
	{ "^{{^a}}\n/\n  {{/a}}", "{}", "^\n/\n", 0 },
	{ " | {{^a}}\t|\t{{/a}} | \n", "{}", " | \t|\t | \n", 0 },
	{ " | {{^a}} {{! b }}\n {{/a}} | \n", "{}", " |  \n  | \n", 0 },
	{ " {{^a}}x{{/a}}\n {{^a}}y{{/a}}\n", "{}", " x\n y\n", 0 },
	{ "{{^ a }}={{/ a }}{{ ^ a}}={{ / a}}", "{}", "==", 0 },
};

static const struct row partials[] = {
	{ "[{{>p}}]", "{}", "[text]", "{ \"p\": \"text\" }" },
	{ "[{{>p}}]", "{}", "[]", "{}" },
	{ "[{{>p}}]", "{ \"p\": \"no\" }", "[]", "{ \"p\": \"\" }" },
	{ "{{>p}}", "{ \"a\": 1 }", "*1*", "{ \"p\": \"*{{a}}*\" }" },
	{ "{{#l}}{{>p}}{{/l}}", "{ \"l\": [{ \"a\": 1 }, { \"a\": 2 }], \"b\": 3 }", "1323",
	    "{ \"p\": \"{{a}}{{b}}\" }" },
	{ "{{>tree}}", "{ \"n\": 1, \"kids\": [{ \"n\": 2, \"kids\": [{ \"n\": 3, \"kids\": [] }] }, "
	               "{ \"n\": 4, \"kids\": [] }] }",
	    "1(2(3())4())", "{ \"tree\": \"{{n}}({{#kids}}{{>tree}}{{/kids}})\" }" },
	{ "{{>outer}}", "{ \"a\": 1, \"b\": 2 }", "*1 2!*",
	    "{ \"outer\": \"*{{a}} {{>inner}}*\", \"inner\": \"{{b}}!\" }" },
	{ "| {{>p}} |", "{}", "| \t|\t |", "{ \"p\": \"\\t|\\t\" }" },
	{ "  {{a}}  {{> p}}\n", "{ \"a\": \"|\" }", "  |  >\n>\n", "{ \"p\": \">\\n>\" }" },
	{ "|\r\n{{>p}}\r\n|", "{}", "|\r\n>|", "{ \"p\": \">\" }" },
	{ "  {{>p}}\n>", "{}", "  >\n  >>", "{ \"p\": \">\\n>\" }" },
	{ ">\n  {{>p}}", "{}", ">\n  >\n  >", "{ \"p\": \">\\n>\" }" },
	{ "\\\n {{>p}}\n/\n", "{ \"a\": \"<\\n->\" }", "\\\n |\n <\n->\n |\n/\n",
	    "{ \"p\": \"|\\n{{{a}}}\\n|\\n\" }" },
	{ "[{{> p }}]", "{}", "[x]", "{ \"p\": \"x\" }" },
	{ "{{>a/b.c-d}}", "{}", "x", "{ \"a/b.c-d\": \"x\" }" },
	/* Each line is indented before it is rendered: a value's lines are not, lines
	 * that leave nothing are not, a section's are once each time. */
	{ "  {{>p}}\n", "{ \"l\": [1, 2], \"t\": \"a\\nb\" }", "  * 1\n  * 2\n  a\nb\n",
	    "{ \"p\": \"{{#l}}\\n* {{.}}\\n{{/l}}\\n{{t}}\\n\" }" },
	{ "  {{>p}}\n", "{ \"l\": [1, 2] }", "  12.\n", "{ \"p\": \"{{#l}}{{.}}{{/l}}.\\n\" }" },
	{ "  {{>p}}\n", "{ \"l\": [] }", "  .\n", "{ \"p\": \"{{#l}}{{.}}{{/l}}.\\n\" }" },
	{ "  {{>p}}\n", "{ \"l\": [1, 2] }", "  x\n  1\n  \n  2\n  \n  y",
	    "{ \"p\": \"x\\n{{#l}}\\n{{.}}\\n\\n{{/l}}\\ny\" }" },
	{ "  {{>p}}\n", "{ \"l\": [1, 2] }", "  [1\n  2\n  ]\n", "{ \"p\": \"[{{#l}}{{.}}\\n{{/l}}]\\n\" }" },
	{ "  {{>p}}\n", "{}", "  a\n  \n  b\n", "{ \"p\": \"a\\n\\nb\\n\" }" },
	{ "  {{>p}}\n", "{}", "  a\n  b\n", "{ \"p\": \"{{! c }}a\\n{{! d }}\\n{{^x}}b{{/x}}\\n\" }" },
	{ "  {{>p}}\n", "{}", "  b\n", "{ \"p\": \"{{^x}}b\\n{{/x}}\" }" },
	{ "  {{>p}}\n", "{ \"x\": 1 }", "  a\n  c\n", "{ \"p\": \"a\\n{{^x}}b{{/x}}c\\n\" }" },
	{ "  {{>p}}\n", "{ \"x\": 1 }", "  a\n  b\n  c\n", "{ \"p\": \"a\\n{{#x}}b\\n{{/x}}c\\n\" }" },
	/* Indentation adds up where partials stand alone, and only there. */
	{ "  {{>p}}\n.\n", "{}", "  a\n  \tx\n  \ty\n  b\n.\n",
	    "{ \"p\": \"a\\n\\t{{>q}}\\nb\\n\", \"q\": \"x\\ny\\n\" }" },
	{ "  {{>p}}\n", "{}", "  x\n  y\n", "{ \"p\": \"{{>q}}\\n\", \"q\": \"x\\ny\\n\" }" },
	{ "  {{>p}}\n", "{}", "  -x\ny\n.\n  z\n", "{ \"p\": \"-{{>q}}.\\nz\\n\", \"q\": \"x\\ny\\n\" }" },
	{ " {{>p}}\n", "{}", " x\ny-x\ny-\n  x\n  y \n", "{ \"p\": \"{{>q}}-{{>q}}-\\n {{>q}}\\n\\n\", \"q\": \"x\\ny\" }" },
	{ "{{>p}}{{>p}}\n{{>p}}\n", "{}", "aa\na", "{ \"p\": \"a\" }" },
	{ " {{>p}}\n", "{}", " a\r\n \r\n b", "{ \"p\": \"a\\r\\n\\r\\nb\" }" },
};

static const struct row sections[] = {
	{ "{{#a}}yes{{/a}}", "{ \"a\": true }", "yes", 0 },
	{ "({{#a}}no{{/a}})", "{ \"a\": false }", "()", 0 },
	{ "({{#a}}no{{/a}})", "{ \"a\": null }", "()", 0 },
	{ "({{#a}}no{{/a}})", "{ \"a\": \"\" }", "()", 0 },
	{ "({{#a}}no{{/a}})", "{}", "()", 0 },
	{ "{{#a}}Hi {{name}}{{/a}}", "{ \"a\": { \"name\": \"Jo\" } }", "Hi Jo", 0 },
	{ "{{#a}}{{b}},{{c}},{{d.e}}{{/a}}",
	    "{ \"a\": { \"b\": \"in\" }, \"b\": \"no\", \"c\": \"out\", \"d\": { \"e\": \"far\" } }",
	    "in,out,far", 0 },
	{ "{{#a}}{{.}} is {{a}}{{/a}}", "{ \"a\": \"x\" }", "x is x", 0 },
	{ "{{#a}}{{#b}}{{#c}}{{x}}{{y}}{{z}}{{.}}{{/c}}{{/b}}{{/a}}",
	    "{ \"a\": { \"x\": 1, \"b\": { \"y\": 2, \"c\": 4 } }, \"z\": 3 }", "1234", 0 },
	{ "{{#l}}{{n}};{{/l}}", "{ \"l\": [{ \"n\": 1 }, { \"n\": 2 }, { \"n\": 3 }] }", "1;2;3;", 0 },
	{ "({{#l}}no{{/l}})", "{ \"l\": [] }", "()", 0 },
	{ "{{#a}}once{{/a}}", "{ \"a\": \"123\" }", "once", 0 },
	{ "{{#a}}\n* 1\n{{/a}}\n* {{b}}\n{{#a}}\n* 3\n{{/a}}\n", "{ \"a\": true, \"b\": 2 }",
	    "* 1\n* 2\n* 3\n", 0 },
	{ "1{{#a}}2{{#a}}3{{/a}}4{{/a}}5", "{ \"a\": true }", "12345", 0 },
	{ "1{{#a}}2{{#a}}3{{/a}}4{{/a}}5", "{ \"a\": false }", "15", 0 },
	{ "{{#l}}({{.}}){{/l}}", "{ \"l\": [\"a\", 1, 2.50, true, null, \"<\"] }",
	    "(a)(1)(2.5)(true)()(&lt;)", 0 },
	{ "{{#l}}({{{.}}}{{&.}}){{/l}}", "{ \"l\": [\"<\"] }", "(<<)", 0 },
	{ "{{#l}}({{#.}}{{.}}{{/.}}{{^.}}-{{/.}}){{/l}}", "{ \"l\": [[1, 2], [], [\"a\"]] }", "(12)(-)(a)", 0 },
	{ "{{#.}}{{n}}{{/.}}", "[{ \"n\": 1 }, { \"n\": 2 }]", "12", 0 },
	{ "{{#l}}{{#k}}{{n}}{{.}} {{/k}}{{/l}}",
	    "{ \"l\": [{ \"n\": \"a\", \"k\": [1, 2] }, { \"n\": \"b\", \"k\": [3] }, { \"k\": [4] }], \"n\": \"c\" }",
	    "a1 a2 b3 c4 ", 0 },
	{ "{{#l}}{{#l}}{{.}}{{/l}};{{/l}}", "{ \"l\": [1, 2] }", "12;12;", 0 },
	{ "{{#a.b.c}}yes{{/a.b.c}}", "{ \"a\": { \"b\": { \"c\": true } } }", "yes", 0 },
	{ "({{#a.b}}no{{/a.b}})", "{ \"a\": {}, \"b\": true }", "()", 0 },
	{ "({{#a.b}}no{{/a.b}})", "{ \"a\": { \"b\": false } }", "()", 0 },
	{ "{{#a.b}}{{c}}{{d}}{{/a.b}}{{c}}", "{ \"a\": { \"b\": { \"c\": 1 }, \"d\": \"no\" } }", "1", 0 },
	{ " | {{#a}}\t|\t{{/a}} | \n", "{ \"a\": true }", " | \t|\t | \n", 0 },
	{ " | {{#a}} {{! b }}\n {{/a}} | \n", "{ \"a\": true }", " |  \n  | \n", 0 },
	{ " {{#a}}x{{/a}}\n {{#a}}y{{/a}}\n", "{ \"a\": true }", " x\n y\n", 0 },
	{ "x\n{{#a}}\ny\n{{/a}}\nz\n", "{ \"a\": true }", "x\ny\nz\n", 0 },
	{ "x\n  {{#a}}\t\n  y\n\t{{/a}}  \nz\n", "{ \"a\": true }", "x\n  y\nz\n", 0 },
	{ "x\n{{#l}}\n{{.}}\n{{/l}}\nz\n", "{ \"l\": [1, 2] }", "x\n1\n2\nz\n", 0 },
	{ "|\r\n{{#a}}\r\n{{/a}}\r\n|", "{ \"a\": true }", "|\r\n|", 0 },
	{ "  {{#a}}\n#{{/a}}\n/", "{ \"a\": true }", "#\n/", 0 },
	{ "#{{#a}}\n/\n  {{/a}}", "{ \"a\": true }", "#\n/\n", 0 },
	{ "{{#a}} {{/a}}\n", "{ \"a\": true }", " \n", 0 },
	{ "{{#a}}{{/a}}\n{{#a}}\n\n{{/a}}\n", "{ \"a\": true }", "\n\n", 0 },
	{ "{{# a }}={{/ a }}{{ # a\n}}={{\n/ a}}", "{ \"a\": true }", "==", 0 },
};

struct set {
	struct mustache m;
	struct mustache_host host;
	struct diag diag;
	struct arena arena;
	const struct json *partials;
	struct buf out;
	int loads, numbers;
};

static bool
load(void *state, struct str name, struct mustache_file *f)
{
	struct set *s = state;
	const struct json *text = json_member(s->partials, name);

	s->loads++;
	f->name = name;
	if (text)
		f->text = text->text;
	return text;
}

static void
begin(struct set *s, const char *texts)
{
	*s = (struct set){ .diag.err = buf_mem(), .out = buf_mem(), .host.load = load };
	s->host.state = s;
	s->m.diag = &s->diag;
	s->m.host = &s->host;
	s->partials = texts ? json_read(&s->arena, str_from(texts)) : NULL;
}

static void
end(struct set *s)
{
	mustache_release(&s->m);
	buf_release(&s->out);
	buf_release(&s->diag.err);
	arena_release(&s->arena);
}

static bool
render(struct set *s, const struct template *t, const char *data, enum mustache_escape escape)
{
	const struct json *root = json_read(&s->arena, str_from(data));
	struct mustache_value value;

	s->out.n = 0;
	if (unit_shows(root && t))
		printf("not readable: %s\n", root ? "a template" : data);
	if (!root || !t)
		return false;
	value = json_value(root);
	return mustache_render(&s->m, t, &json_source, &value, escape, &s->out);
}

static const struct template *
parse(struct set *s, const char *text)
{
	return mustache_parse(&s->m, (struct mustache_file){ STR("t"), str_from(text) });
}

static void
check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct set s;
		const struct template *t;

		begin(&s, rows[i].partials);
		t = parse(&s, rows[i].template);
		for (int again = 0; again < 2; again++) { /* as often as wanted */
			render(&s, t, rows[i].data, MUSTACHE_HTML);
			check_buf(rows[i].template, rows[i].want, &s.out);
		}
		end(&s);
	}
}

#define ROWS(t) check_rows(t, sizeof(t) / sizeof(*(t)))

/* -- findings ----------------------------------------------------------------- */

static const struct {
	const char *template, *want;
} faulty[] = {
	{ "Dear {{who,\nyours\n", "t:1:6: error: tag '{{who,' is not closed by '}}' [open-tag]\n" },
	{ "a\n {{#l}} {{n {{/l}}\n{{m\n",
	    "t:2:9: error: tag '{{n' is not closed by '}}' [open-tag]\n"
	    "t:3:1: error: tag '{{m' is not closed by '}}' [open-tag]\n" },
	{ "{{{a}} {{=<% %>", "t:1:1: error: tag '{{{a' is not closed by '}}}' [open-tag]\n"
	                      "t:1:8: error: tag '{{=<% %>' is not closed by '=}}' [open-tag]\n" },
	{ "{{=<% %>=}}<%{a%>", "t:1:12: error: tag '<%{a' is not closed by '}%>' [open-tag]\n" },
	{ "{{! to the end", "t:1:1: error: tag '{{! to the end' is not closed by '}}' [open-tag]\n" },
	{ "{{", "t:1:1: error: tag '{{' is not closed by '}}' [open-tag]\n" },
	{ "{{012345678901234567890123456789012345\xc3\xa9\xc3\xa9",
	    "t:1:1: error: tag '{{012345678901234567890123456789012345\xc3\xa9' is not closed by '}}' "
	    "[open-tag]\n" },
	{ "{{first name}}", "t:1:1: error: '{{first name}}' is no tag: a name holds no blanks [bad-tag]\n" },
	{ "{{}} {{& }}", "t:1:1: error: '{{}}' is no tag: it names nothing [bad-tag]\n"
	                 "t:1:6: error: '{{& }}' is no tag: it names nothing [bad-tag]\n" },
	{ "{{a..b}}{{.a}}{{a.}}{{..}}{{#a.}}",
	    "t:1:1: error: '{{a..b}}' is no tag: nothing stands before or after a dot [bad-tag]\n"
	    "t:1:9: error: '{{.a}}' is no tag: nothing stands before or after a dot [bad-tag]\n"
	    "t:1:15: error: '{{a.}}' is no tag: nothing stands before or after a dot [bad-tag]\n"
	    "t:1:21: error: '{{..}}' is no tag: nothing stands before or after a dot [bad-tag]\n"
	    "t:1:27: error: '{{#a.}}' is no tag: nothing stands before or after a dot [bad-tag]\n" },
	{ "{{<layout}}{{$block}}{{>*dynamic}}",
	    "t:1:1: error: '{{<layout}}' is no tag: no name begins like that [bad-tag]\n"
	    "t:1:12: error: '{{$block}}' is no tag: no name begins like that [bad-tag]\n"
	    "t:1:22: error: '{{>*dynamic}}' is no tag: no name begins like that [bad-tag]\n" },
	{ "{{##a}}{{a}}", "t:1:1: error: '{{##a}}' is no tag: no name begins like that [bad-tag]\n" },
	{ "{{=<%=}} {{a}",
	    "t:1:1: error: '{{=<%=}}' sets no delimiters [bad-delimiters]\n"
	    "t:1:1: note: write two, each of 1 to 32 bytes without blanks or '=': {{=<% %>=}}\n" },
	{ "{{= =}}", "t:1:1: error: '{{= =}}' sets no delimiters [bad-delimiters]\n"
	              "t:1:1: note: write two, each of 1 to 32 bytes without blanks or '=': {{=<% %>=}}\n" },
	{ "{{=a b c=}}", "t:1:1: error: '{{=a b c=}}' sets no delimiters [bad-delimiters]\n"
	                  "t:1:1: note: write two, each of 1 to 32 bytes without blanks or '=': {{=<% %>=}}\n" },
	{ "{{=<= =>=}}", "t:1:1: error: '{{=<= =>=}}' sets no delimiters [bad-delimiters]\n"
	                  "t:1:1: note: write two, each of 1 to 32 bytes without blanks or '=': {{=<% %>=}}\n" },
	{ "x\n  {{#terms}}\n{{^late}}\n", "t:3:1: error: section 'late' is not closed [open-section]\n"
	                                   "t:2:3: error: section 'terms' is not closed [open-section]\n" },
	{ "{{#terms}}\nx {{/term}}\n",
	    "t:2:3: error: '{{/term}}' does not close section 'terms' [wrong-close]\n"
	    "t:1:1: note: section 'terms' opens here\n" },
	{ "{{#a}}{{#b}}{{#c}}\n{{/a}}{{a}}",
	    "t:2:1: error: '{{/a}}' does not close section 'c' [wrong-close]\n"
	    "t:1:13: note: section 'c' opens here\n" },
	{ "{{#a.b}}{{/a}}", "t:1:9: error: '{{/a}}' does not close section 'a.b' [wrong-close]\n"
	                     "t:1:1: note: section 'a.b' opens here\n" },
	{ "{{#a}}{{/a}}{{/a}}", "t:1:13: error: '{{/a}}' closes nothing: no section is open [stray-close]\n" },
	{ "{{#a}}{{/}}", "t:1:7: error: '{{/}}' does not close section 'a' [wrong-close]\n"
	                  "t:1:1: note: section 'a' opens here\n" },
	{ "{{>p}}", "p:2:1: error: section 'x' is not closed [open-section]\n" },
	{ "{{#a}}{{>q}}{{/a}}", "p:2:1: error: section 'x' is not closed [open-section]\n" },
};

static void
check_findings(void)
{
	struct set s;

	for (size_t i = 0; i < sizeof(faulty) / sizeof(*faulty); i++) {
		begin(&s, "{ \"p\": \"\\n{{#x}}\", \"q\": \"{{>q}}{{>p}}\" }");
		check_int(faulty[i].template, 1, !parse(&s, faulty[i].template));
		check_int(faulty[i].template, 1, diag_exit(&s.diag));
		check_buf(faulty[i].template, faulty[i].want, &s.diag.err);
		end(&s);
	}
}

/* A line of the template below a finding, where the caller asks for it. */
static void
check_excerpt(void)
{
	struct set s;

	begin(&s, NULL);
	s.diag.excerpts = true;
	parse(&s, "Dear\n\t{{who}} and {{whom \n.");
	check_buf("excerpt",
	    "t:2:14: error: tag '{{whom' is not closed by '}}' [open-tag]\n"
	    "    \t{{who}} and {{whom \n"
	    "    \t            ^\n",
	    &s.diag.err);
	end(&s);
}

/* A partial that is missing is a warning, once, and leaves nothing. */
static void
check_missing(void)
{
	struct set s;

	begin(&s, "{}");
	render(&s, parse(&s, "[{{>gone}}\n{{>gone}}{{>gone}}]"), "{}", MUSTACHE_PLAIN);
	check_buf("missing", "[\n]", &s.out);
	check_buf("missing", "t:1:2: warning: no partial 'gone'; nothing stands in its place [missing-partial]\n",
	    &s.diag.err);
	check_int("missing", 0, diag_exit(&s.diag));
	check_int("loads", 1, s.loads);
	check_int("found", 0, mustache_find(&s.m, STR("nowhere")) != NULL);
	check_buf("found", "", &s.diag.err);
	end(&s);
}

/* -- limits ------------------------------------------------------------------- */

static void
put_times(struct buf *b, const char *text, size_t n)
{
	while (n--)
		buf_str(b, str_from(text));
	buf_char(b, '\0');
	b->n--;
}

static void
check_depth(size_t n, bool fine)
{
	struct set s;
	struct buf b = buf_mem();
	const struct template *t;

	begin(&s, NULL);
	put_times(&b, "{{#a}}", n);
	put_times(&b, "{{/a}}", n);
	t = parse(&s, b.p);
	check_int("nested", fine, t != NULL);
	if (t)
		check_int("nested", 1, render(&s, t, "{ \"a\": true }", MUSTACHE_PLAIN));
	else
		check_buf("nested",
		    "t:1:1537: error: sections and partials nest deeper than 256 [deep-template]\n",
		    &s.diag.err);
	buf_release(&b);
	end(&s);
}

static void
check_limits(void)
{
	struct set s;
	struct buf b = buf_mem();

	check_depth(MUSTACHE_DEPTH, true);
	check_depth(MUSTACHE_DEPTH + 1, false);
	check_depth(10000, false);

	begin(&s, "{ \"p\": \"x\\n {{>p}}\", \"a\": \"{{>b}}{{>b}}\", \"b\": \"{{>c}}{{>c}}\", "
	          "\"c\": \"{{#l}}{{#l}}{{#l}}{{/l}}{{/l}}{{/l}}\" }");
	buf_str(&s.out, STR("kept"));
	check_int("recursion", 0,
	    mustache_render(&s.m, mustache_find(&s.m, STR("p")), &json_source,
	        &(struct mustache_value){ .kind = MUSTACHE_NOTHING }, MUSTACHE_PLAIN, &s.out));
	check_buf("recursion", "kept", &s.out);
	check_buf("recursion",
	    "p:2:2: error: sections and partials nest deeper than 256 [deep-template]\n"
	    "p:2:2: note: a partial that contains itself needs a section around it that ends\n",
	    &s.diag.err);

	s.m.most = 1000; /* of bytes */
	put_times(&b, "0123456789", 101);
	check_int("long", 0, render(&s, parse(&s, b.p), "{}", MUSTACHE_PLAIN));
	check_buf("long", "t:1:1: error: draft larger than 1000 bytes and tags [large-draft]\n", &s.diag.err);
	check_int("long", 1, render(&s, parse(&s, b.p + 20), "{}", MUSTACHE_PLAIN));

	/* of tags, that leave nothing */
	check_int("loop", 0,
	    render(&s, mustache_find(&s.m, STR("a")), "{ \"l\": [1,2,3,4,5,6,7,8] }", MUSTACHE_PLAIN));
	check_buf("loop", "c:1:19: error: draft larger than 1000 bytes and tags [large-draft]\n", &s.diag.err);

	buf_room(&b, MUSTACHE_TEMPLATE + 1);
	memset(b.p, 'x', MUSTACHE_TEMPLATE + 1);
	check_int("large", 0,
	    mustache_parse(&s.m,
	        (struct mustache_file){ STR("t"), { b.p, MUSTACHE_TEMPLATE + 1 } }) != NULL);
	check_buf("large", "t: error: template larger than 16 MiB [large-template]\n", &s.diag.err);
	end(&s);
	buf_release(&b);
}

/* -- host and source ---------------------------------------------------------- */

static uint32_t
number(void *state, struct str name)
{
	struct set *s = state;

	s->numbers++;
	return (uint32_t)name.n;
}

static struct buf asked;

/* Knows every name: an object, a list of three for one byte, a text for three;
 * the last name asked for is what it shows. */
static bool
get(void *state, const struct mustache_value *object, struct mustache_name name,
    struct mustache_value *v)
{
	static const enum mustache_kind kinds[] = { MUSTACHE_OBJECT, MUSTACHE_LIST, MUSTACHE_OBJECT,
		MUSTACHE_TEXT };

	(void)state;
	(void)object;
	buf_str(&asked, name.text);
	buf_char(&asked, ' ');
	v->kind = kinds[name.number & 3];
	v->n = 3;
	v->text = name.text;
	return name.number < 4;
}

static void
item(void *state, const struct mustache_value *list, size_t i, struct mustache_value *v)
{
	(void)state;
	v->kind = MUSTACHE_OBJECT;
	v->type = (uint32_t)i;
	v->text = list->text;
}

static void
check_source(void)
{
	static const struct mustache_source source = { .get = get, .item = item };
	struct mustache_value root = { .kind = MUSTACHE_OBJECT, .text = STR("root") };
	struct set s;
	const struct template *t;

	begin(&s, NULL);
	s.host.number = number;
	asked = buf_mem();
	t = parse(&s, "{{aa.bbb}} {{aa}}{{bbb}} {{#l}}{{.}}{{/l}} {{^l}}{{ccc}}{{/l}}{{#none}}{{ddd}}{{/none}}");
	check_int("one number a name", 6, s.numbers);
	check_int("rendered", 1, mustache_render(&s.m, t, &source, &root, MUSTACHE_PLAIN, &s.out));
	check_buf("rendered", "bbb aabbb lll ", &s.out);
	check_buf("only what is named is asked for", "aa bbb aa bbb l l none ", &asked);
	buf_release(&asked);
	end(&s);
}

/* Escaping is the form's; a set serves several templates and roots. */
static void
check_set(void)
{
	struct set s;
	const struct template *t;

	begin(&s, "{ \"a\": \"{{x}}{{>b}}\", \"b\": \"{{{x}}}{{>a2}}\", \"bad\": \"{{>a}}{{/x}}\" }");
	t = mustache_find(&s.m, STR("a"));
	render(&s, t, "{ \"x\": \"<&>\" }", MUSTACHE_HTML);
	check_buf("html", "&lt;&amp;&gt;<&>", &s.out);
	render(&s, t, "{ \"x\": \"<&>\" }", MUSTACHE_PLAIN);
	check_buf("plain", "<&><&>", &s.out);
	check_int("again", 1, mustache_find(&s.m, STR("a")) == t);
	check_int("loads", 3, s.loads);
	s.diag.err.n = 0;
	check_int("bad", 0, mustache_find(&s.m, STR("bad")) != NULL);
	check_buf("bad", "bad:1:7: error: '{{/x}}' closes nothing: no section is open [stray-close]\n",
	    &s.diag.err);
	check_int("bad again", 0, mustache_find(&s.m, STR("bad")) != NULL);
	check_buf("bad again", "", &s.diag.err);
	check_int("others", 1, mustache_find(&s.m, STR("b")) != NULL);
	check_int("loads", 4, s.loads);
	mustache_release(&s.m);
	check_int("after release", 1, mustache_find(&s.m, STR("a")) != NULL);
	check_int("loads", 7, s.loads);
	end(&s);
}

int
main(void)
{
	ROWS(comments);
	ROWS(delimiters);
	ROWS(interpolation);
	ROWS(inverted);
	ROWS(partials);
	ROWS(sections);
	check_findings();
	check_excerpt();
	check_missing();
	check_limits();
	check_source();
	check_set();
	return unit_end("mustache");
}
