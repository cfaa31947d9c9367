/** What a long run shows and keeps while it goes: a progress bar on the terminal and a table of figures in a file. */
package org.gaspard.models.progress;
