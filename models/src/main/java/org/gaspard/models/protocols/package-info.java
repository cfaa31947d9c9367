/**
 * The settings of published experiments as data, each value with where it is from and how sure it is: a {@link
 * org.gaspard.models.protocols.Protocol} makes the model, objective and trainer that it describes, a {@link
 * org.gaspard.models.protocols.Grid} is a search over its numbers. {@link org.gaspard.models.protocols.PublishedProtocols} has all of them.
 *
 * <p>A further paper is a file with a list of protocols and a line in {@code PublishedProtocols}; a base model or regulariser that no
 * protocol has yet is a record in {@link org.gaspard.models.protocols.Base} or {@link org.gaspard.models.protocols.Addition}.
 */
@NullMarked
package org.gaspard.models.protocols;

import org.jspecify.annotations.NullMarked;
