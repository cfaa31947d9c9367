"""Reference values for DownstreamAccuracyTest: scikit-learn's LogisticRegressionCV on the samples of prediction.py.

Run `python downstream_accuracy.py > ../resources/org/gaspard/metrics/prediction/downstream_accuracy.txt`
(made with numpy 2.4.6 and scikit-learn 1.9.1). A line for each sample: mean test accuracy over the factors with 100 and with
300 labels, for 10 penalties chosen in 5 consecutive parts, each regression run to its optimum.
"""

import warnings

import numpy as np
from prediction import case
from sklearn.linear_model import LogisticRegressionCV
from sklearn.model_selection import KFold

warnings.filterwarnings("ignore")
for number in range(24):
    codes, factors, training = case(number)
    means = []
    for labels in [100, 300]:
        accuracies = []
        for v in factors.T:
            model = LogisticRegressionCV(Cs=10, cv=KFold(5), tol=1e-10, max_iter=100000, scoring="accuracy",
                                         l1_ratios=(0,), use_legacy_attributes=False)
            model.fit(codes[:labels], v[:labels])
            accuracies.append(np.mean(model.predict(codes[training:]) == v[training:]))
        means.append(np.mean(accuracies))
    print(*(repr(float(mean)) for mean in means))
