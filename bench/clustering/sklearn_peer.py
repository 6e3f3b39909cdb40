"""Groups texts with scikit-learn. Reads a JSON list of texts, writes a JSON list with one list of group numbers for each method."""

import json
import re
import sys

from sklearn.cluster import DBSCAN, AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer

BATCH_LIMIT = 4000
AVERAGE_LINK_DISTANCE = 0.85
DBSCAN_DISTANCE = 0.5
RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_]+")


def features(text):
    """Words where a script has them, pairs of characters in Chinese."""
    for run in RUN.findall(text.lower()):
        if "\u3400" <= run[0] <= "\u9fff":
            yield from (run[i : i + 2] for i in range(len(run) - 1))
        else:
            yield run


def separate(labels):
    """Noise is no group: every text that DBSCAN leaves out stands alone."""
    free = max(labels, default=0) + 1
    return [int(label) if label >= 0 else int(free + i) for i, label in enumerate(labels)]


def main():
    texts = json.load(sys.stdin)
    vectors = TfidfVectorizer(analyzer=lambda text: list(features(text)), sublinear_tf=True).fit_transform(texts)
    found = {}
    if len(texts) <= BATCH_LIMIT:
        method = AgglomerativeClustering(
            n_clusters=None, metric="cosine", linkage="average", distance_threshold=AVERAGE_LINK_DISTANCE
        )
        found[f"scikit-learn average link, cosine distance {AVERAGE_LINK_DISTANCE}"] = separate(method.fit_predict(vectors.toarray()))
    method = DBSCAN(eps=DBSCAN_DISTANCE, min_samples=2, metric="cosine")
    found[f"scikit-learn DBSCAN, cosine distance {DBSCAN_DISTANCE}"] = separate(method.fit_predict(vectors))
    json.dump(found, sys.stdout)


main()
