/** Functions that kernels call; they are compiled for the device together with them. */
package org.gaspard.tensor.tornado.device;
