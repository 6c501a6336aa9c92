#include "base/crew.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdlib.h>

struct member {
	pthread_t thread;
	bool started;
};

void
crew_run(void *(*work)(void *self), void *const selves[], size_t n)
{
	struct member *m = mem_grow(NULL, sizeof(*m), n);

	for (size_t i = 1; i < n; i++)
		m[i].started = !pthread_create(&m[i].thread, NULL, work, selves[i]);
	work(selves[0]);
	for (size_t i = 1; i < n; i++)
		if (m[i].started)
			pthread_join(m[i].thread, NULL);
		else
			work(selves[i]);
	free(m);
}
