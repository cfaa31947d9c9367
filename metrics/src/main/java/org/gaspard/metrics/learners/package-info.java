/**
 * Learners that measures of representations are built on: trees and their ensembles, linear
 * classifiers and regressions, nearest neighbours, mutual information, and what is needed to train and score them.
 *
 * <p>Points are rows of features, {@code double[N][L]}; classes are any ints. Options are records, whose {@code standard()} has
 * the options of scikit-learn 1.9, so that scores are comparable with those computed by libraries that use it. Where scikit-learn
 * stops an iteration early, the learners here go on to the optimum of the same objective; each says so. Learners keep nothing of
 * the arrays they are given, are deterministic, and do not depend on the number of threads. Arrays in models belong to the
 * caller, who should not change them while using the model.
 *
 * <ul>
 *   <li>Trees: {@link org.gaspard.metrics.learners.GradientBoosting},
 *       {@link org.gaspard.metrics.learners.RandomForestClassifier}, {@link org.gaspard.metrics.learners.RandomForestRegressor},
 *       {@link org.gaspard.metrics.learners.DecisionTreeClassifier},
 *       {@link org.gaspard.metrics.learners.DecisionTreeRegressor}.
 *   <li>Other classifiers: {@link org.gaspard.metrics.learners.LogisticRegression},
 *       {@link org.gaspard.metrics.learners.LogisticRegressionCv},
 *       {@link org.gaspard.metrics.learners.SparseLogisticRegression}, {@link org.gaspard.metrics.learners.LinearSvm},
 *       {@link org.gaspard.metrics.learners.NearestNeighbours}.
 *   <li>Clusters: {@link org.gaspard.metrics.learners.KMeans}.
 *   <li>Regressions: {@link org.gaspard.metrics.learners.LinearRegression}, {@link org.gaspard.metrics.learners.Lasso},
 *       {@link org.gaspard.metrics.learners.LassoCv}.
 *   <li>Information: {@link org.gaspard.metrics.learners.NearestNeighbourInformation}.
 *   <li>Around them: {@link org.gaspard.metrics.learners.CrossValidation},
 *       {@link org.gaspard.metrics.learners.Standardization}, {@link org.gaspard.metrics.learners.ClassificationScores},
 *       {@link org.gaspard.metrics.learners.RegressionScores}, {@link org.gaspard.metrics.learners.RocAuc}.
 * </ul>
 *
 * <p>References: F. Pedregosa et al., "Scikit-learn: Machine Learning in Python", Journal of Machine Learning Research 12,
 * 2011; [BFOS84] L. Breiman, J. Friedman, R. Olshen, C. Stone, Classification and regression trees, 1984; [Bre01] L. Breiman,
 * Random forests, Machine Learning 45, 2001; [Fri01] J. Friedman, Greedy function approximation: a gradient boosting machine, The
 * Annals of Statistics 29(5), 2001; others at each class.
 */
@NullMarked
package org.gaspard.metrics.learners;

import org.jspecify.annotations.NullMarked;
