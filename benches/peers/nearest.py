"""The nearest sentence by TF-IDF of scikit-learn: nearest.py A B. Prints how many sentences of A have a partner over .5."""

import re
import sys

from sklearn.feature_extraction.text import TfidfVectorizer

one, two = ([s for s in re.split(r"(?<=[.!?])\s+", open(path, encoding="utf-8").read()) if s.strip()] for path in sys.argv[1:3])
vectors = TfidfVectorizer(sublinear_tf=True).fit(one + two)
a, b = vectors.transform(one), vectors.transform(two)
best = [(a[start : start + 1000] @ b.T).max(axis=1) for start in range(0, a.shape[0], 1000)]
print(sum(int((part.toarray() > 0.5).sum()) for part in best))
