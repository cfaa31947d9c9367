/**
 * Metrics that ask how well factors can be predicted from codes, and from how few: importances of codes (DCI), separated
 * attributes (SAP), explicitness, its loss-capacity curves (DCI-ES), single neurons and their knockout (SNC, NK), downstream
 * accuracy, linear transferability and fairness.
 *
 * <p>References:
 *
 * <ul>
 *   <li>[EW18] C. Eastwood, C. Williams, A framework for the quantitative evaluation of disentangled representations, ICLR 2018.
 *   <li>[KSB18] A. Kumar, P. Sattigeri, A. Balakrishnan, Variational inference of disentangled latent concepts from unlabeled
 *       observations, ICLR 2018.
 *   <li>[RM18] K. Ridgeway, M. Mozer, Learning deep disentangled embeddings with the F-statistic loss, NeurIPS 2018.
 *   <li>[LBL19] F. Locatello, S. Bauer, M. Lucic, G. Rätsch, S. Gelly, B. Schölkopf, O. Bachem, Challenging common assumptions in
 *       the unsupervised learning of disentangled representations, ICML 2019; its library is disentanglement_lib.
 *   <li>[LAR19] F. Locatello, G. Abbati, T. Rainforth, S. Bauer, B. Schölkopf, O. Bachem, On the fairness of disentangled
 *       representations, NeurIPS 2019.
 *   <li>[ZBCC20] J. Zaidi, J. Boilard, G. Gagnon, M.-A. Carbonneau, Measuring disentanglement: a review of metrics, 2020.
 *   <li>[HDW23] K. Hsu, W. Dorrell, J. Whittington, J. Wu, C. Finn, Disentanglement via latent quantization, NeurIPS 2023.
 *   <li>[NTO23] N. Nakagawa, R. Togo, T. Ogawa, M. Haseyama, Gromov-Wasserstein autoencoders, ICLR 2023.
 *   <li>[RR07] A. Rahimi, B. Recht, Random features for large-scale kernel machines, NeurIPS 2007.
 *   <li>[ENK23] C. Eastwood, A. Nicolicioiu, J. von Kügelgen, A. Kekić, F. Träuble, A. Dittadi, B. Schölkopf, DCI-ES: An
 *       extended disentanglement framework with connections to identifiability, ICLR 2023.
 *   <li>[MSL24] L. Mahon, L. Sha, T. Lukasiewicz, Correcting flaws in common disentanglement metrics, TMLR 2024.
 * </ul>
 */
@NullMarked
package org.gaspard.metrics.prediction;

import org.jspecify.annotations.NullMarked;
