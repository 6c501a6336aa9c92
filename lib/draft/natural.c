#include "draft/natural.h"

int
natural_cmp(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	while (i < a.n && j < b.n) {
		size_t m = i, n = j;

		while (m < a.n && a.p[m] >= '0' && a.p[m] <= '9')
			m++;
		while (n < b.n && b.p[n] >= '0' && b.p[n] <= '9')
			n++;
		if (m > i && n > j) {
			while (i + 1 < m && a.p[i] == '0')
				i++;
			while (j + 1 < n && b.p[j] == '0')
				j++;
			if (m - i != n - j)
				return m - i < n - j ? -1 : 1;
		} else {
			m = i + 1;
			n = j + 1;
		}
		for (; i < m; i++, j++)
			if (a.p[i] != b.p[j])
				return (unsigned char)a.p[i] < (unsigned char)b.p[j] ? -1 : 1;
	}
	return str_cmp(a, b);
}
