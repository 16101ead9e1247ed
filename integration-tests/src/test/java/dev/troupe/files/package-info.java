/** One contract of files, held by every kind of store. */
@NullMarked
package dev.troupe.files;

import org.jspecify.annotations.NullMarked;
