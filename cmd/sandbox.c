#include "sandbox.h"

void
sandbox_name(struct sandbox *s, const char *path, const char *may)
{
	if (s->n < SANDBOX_FILES) {
		s->file[s->n].path = path;
		s->file[s->n].may = may;
	}
	s->n++;
}

#ifdef __OpenBSD__
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

int pledge(const char *promises, const char *execpromises); /* hidden by POSIX */
int unveil(const char *path, const char *permissions);

/* Is everything that will be opened named, without a folder to be read? */
static bool
knows_all(const struct sandbox *s)
{
	struct stat st;

	if (s->n == 0 || s->n > SANDBOX_FILES)
		return false;
	for (size_t i = 0; i < s->n; i++)
		if (stat(s->file[i].path, &st) == 0 && S_ISDIR(st.st_mode))
			return false;
	return true;
}

/* Also allows the folder of a file that is to be replaced by a new one made beside it. */
static void
show_folder(const char *path, const char *may)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) + 1 : 1;
	char folder[PATH_MAX] = ".";

	if (n >= sizeof(folder))
		return;
	if (slash)
		memcpy(folder, path, n);
	unveil(folder, may);
}

/* What can't be allowed here fails when it is opened, and is reported then. */
static bool
hide_others(const struct sandbox *s)
{
	for (size_t i = 0; i < s->n; i++) {
		if (strchr(s->file[i].may, 'c'))
			show_folder(s->file[i].path, s->file[i].may);
		unveil(s->file[i].path, s->file[i].may);
	}
	return unveil(NULL, NULL) == 0;
}

/* Has the time zone read while its file is still visible. */
bool
sandbox_enter(const struct sandbox *s, bool writes)
{
	const char *may = writes ? "stdio rpath wpath cpath fattr flock"
			  : s->n ? "stdio rpath"
				 : "stdio";

	tzset();
	return (!knows_all(s) || hide_others(s)) && pledge(may, NULL) == 0;
}
#else
bool
sandbox_enter(const struct sandbox *s, bool writes)
{
	(void)s, (void)writes;
	return true;
}
#endif
