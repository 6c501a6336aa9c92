/* Threads that run out of memory at once: one message, exit status 2. */
#include "base/arena.h"
#include "unit.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUNS = 40, THREADS = 8 };

struct gate {
	pthread_mutex_t lock;
	pthread_cond_t opened;
	int waiting;
};

/* Goes on when all have come. */
static void *
run_out(void *self)
{
	struct gate *g = self;

	pthread_mutex_lock(&g->lock);
	if (++g->waiting == THREADS)
		pthread_cond_broadcast(&g->opened);
	while (g->waiting < THREADS)
		pthread_cond_wait(&g->opened, &g->lock);
	pthread_mutex_unlock(&g->lock);
	mem_none();
}

static _Noreturn void
run_out_together(void)
{
	struct gate g = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };
	pthread_t thread;

	for (int i = 1; i < THREADS; i++)
		if (pthread_create(&thread, NULL, run_out, &g) != 0)
			_exit(3);
	run_out(&g);
	_exit(4);
}

int
main(void)
{
	for (int i = 0; i < RUNS; i++) {
		char said[4096];
		size_t n = 0;
		ssize_t got;
		int ends[2], status = 0;
		pid_t child = pipe(ends) < 0 ? -1 : fork();

		if (child < 0)
			return 2;
		if (child == 0) {
			dup2(ends[1], STDERR_FILENO);
			run_out_together();
		}
		close(ends[1]);
		while ((got = read(ends[0], said + n, sizeof(said) - n)) > 0)
			n += (size_t)got;
		close(ends[0]);
		waitpid(child, &status, 0);
		check_str("said", "fu: error: out of memory [no-memory]\n", (struct str){ said, n });
		check_int("status", 2, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	}
	return unit_end("nomemory");
}
