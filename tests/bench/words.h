/*
 * words: what the texts of generated records are made of; only for line.c.
 */
#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

#include <stddef.h>

struct word {
	const char *p;
	size_t n;
};

enum { OPENERS = 16, WORDS = 64 };

struct script_words {
	const char *name;
	size_t gap;   /* blanks between words */
	size_t bytes; /* in each character of the filler */
	const char *filler;
	struct word openers[OPENERS], words[WORDS];
};

/* clang-format off */
#define W(lit) { (lit), sizeof(lit) - 1 }

static const struct script_words script_words[] = {
	{ "ascii", 1, 1, "1234567890123456789012345678901234567890",
	{
		W("Deliver"), W("Send"), W("Confirm"), W("Review"), W("Price of"), W("Who pays for"), W("They asked about"), W("We need"),
		W("Volume and"), W("Check"), W("Agree on"), W("Talk about"), W("Invoice for"), W("Change of"), W("Thanks for"), W("Open point:"),
	},
	{
		W("the"), W("first"), W("second"), W("signed"), W("order"), W("units"), W("freight"), W("delivery"), W("and"), W("with"),
		W("for"), W("until"), W("quality"), W("report"), W("draft"), W("contract"), W("payment"), W("terms"), W("net"), W("30"),
		W("days"), W("per"), W("month"), W("as"), W("agreed"), W("in"), W("writing"), W("before"), W("after"), W("meeting"),
		W("their"), W("our"), W("warehouse"), W("team"), W("legal"), W("price"), W("list"), W("of"), W("a"), W("year"),
		W("to"), W("plan"), W("schedule"), W("1,000"), W("sample"), W("warranty"), W("discount"), W("on"), W("larger"), W("volumes"),
		W("what"), W("they"), W("said"), W("about"), W("it,"), W("then"), W("call"), W("back"), W("by"), W("phone"),
		W("sales"), W("support"), W("(see"), W("annex)"),
	} },
	{ "cyrillic", 1, 2, "абвгдежзиклмнопрстуфхцчшщэюя",
	{
		W("Поставить"), W("Отправить"), W("Подтвердить"), W("Проверить"), W("Цена"), W("Кто платит за"), W("Спросили про"), W("Нужно"),
		W("Объём и"), W("Сверить"), W("Согласовать"), W("Обсудить"), W("Счёт за"), W("Изменение"), W("Спасибо за"), W("Вопрос:"),
	},
	{
		W("первый"), W("второй"), W("заказ"), W("партия"), W("штук"), W("доставка"), W("и"), W("с"), W("для"), W("до"),
		W("качество"), W("отчёт"), W("проект"), W("договор"), W("оплата"), W("условия"), W("срок"), W("30"), W("дней"), W("в"),
		W("месяц"), W("как"), W("решили"), W("письменно"), W("перед"), W("после"), W("встреча"), W("их"), W("наш"), W("склад"),
		W("команда"), W("юрист"), W("цена"), W("список"), W("на"), W("год"), W("план"), W("график"), W("образец"), W("гарантия"),
		W("скидка"), W("больше"), W("объём"), W("что"), W("они"), W("сказали"), W("об"), W("этом,"), W("потом"), W("звонок"),
		W("по"), W("телефону"), W("продажи"), W("поддержка"), W("(см."), W("приложение)"), W("груз"), W("ещё"), W("раз"), W("сумма"),
		W("подпись"), W("уже"), W("готово"), W("завтра"),
	} },
	{ "cjk", 0, 3, "甲乙丙丁戊己庚辛壬癸子丑寅卯",
	{
		W("交付"), W("发送"), W("确认"), W("审查"), W("价格"), W("运费由谁付"), W("他们问到"), W("我们需要"),
		W("数量和"), W("核对"), W("商定"), W("讨论"), W("发票"), W("变更"), W("感谢"), W("问题"),
	},
	{
		W("第一"), W("第二"), W("订单"), W("单位"), W("运费"), W("交货"), W("和"), W("与"), W("直到"), W("质量"),
		W("报告"), W("草案"), W("合同"), W("付款"), W("条件"), W("三十天"), W("每月"), W("按照"), W("约定"), W("书面"),
		W("之前"), W("之后"), W("会议"), W("他们的"), W("我们的"), W("仓库"), W("团队"), W("法务"), W("价格"), W("清单"),
		W("一年"), W("计划"), W("日程"), W("样品"), W("保修"), W("折扣"), W("更大的"), W("数量"), W("什么"), W("他们"),
		W("说过"), W("关于"), W("，"), W("然后"), W("回电"), W("电话"), W("销售"), W("支持"), W("（见附件）"), W("货物"),
		W("再次"), W("金额"), W("签字"), W("已经"), W("完成"), W("明天"), W("納期"), W("お願い"), W("します"), W("계약"),
		W("확인"), W("、"), W("。"), W("的"),
	} },
};

/* Any of these may be inside a text, and begin one after `--`. */
static const char *const hostile[] = {
	"\"", "\\\"", "\\", "\\\\", "'", "''", "`id`", "$(rm -rf .)", "${HOME}", "%s%n%d", "%%", "%p1", "%", "%-",
	"@jane", "@jane,", "@", "@@me", "@.x", "+acme", "+-", "+", "++", "+ 5 percent", "--", "---", "-", "-n", "#", "# not a comment",
	"by:2025-07-15", "by:", "by:\"", "amt:5USD", "amt:", "key:\"never ended", "key:value", "kéy:value", "x:y:z", "::", ":", "re:nudge",
	"only:us", "at:a.fu:1", "note:\"a b\"", "url:http://x", "https://x.example/a?b=c&d=e#f", "10:30", "2025-02-30", "2025-06-30T10:00",
	"Ac\"me", "\"quoted text\"", "a\tb", "\\t\\n", "\\x1b[31m", "<<<<<<<", "=======", ">>>>>>> main", "|||||||",
	"<script>alert(1)</script>", "&amp;", "{{{title}}}", "{{/x}}", "=?utf-8?q?x?=", "=3D=0A", "From me", ".", "..", ",", ";", "a;b,c\\;d",
	"é", "ß", "Ж", "中", "中文字", "한글", "ไทย", "עברית", "العربية", "😀", "👩‍🚀", "e\xcc\x81", "\xc2\xa0", "\xc2\xad", "\xdf\xbf", "\xe0\xa0\x80",
	"\xe2\x80\xa8", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbd", "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "\xe3\x80\x80", "\xe2\x81\xa0",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };

/* These begin a text without `--`, however much they look like tokens. */
static const char *const hostile_openers[] = {
	"Re: your letter", "price: 5", "10:30 as usual", "https://x.example/a:b", "http://x", "+ 5 percent", "@ the office", "% of it",
	"\"quoted\" by them", "\"", "Ac\"me", "mailto:jane@x.example", "-", "---", "-n", "By:2025-07-15", "_by:x", "b_y:x", "1by:x", "kéy:value",
	":", "::", "=======", "#1", "é", "中:文", "😀", "\xc2\xa0x", "\\", "'", "x", "2025-06-30 was a Monday", "(see", "by 2025", "/by:x", "{{x}}",
};
enum { HOSTILE_OPENERS = sizeof hostile_openers / sizeof *hostile_openers };
/* clang-format on */

#endif
